import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';

/** Where the sample workspace is put: a folder that the user chooses, or the extension's own storage. */
export type SampleWorkspacePlace = 'ask' | 'storage';

const FOLDER = 'tuning-fork-sample';

/**
 * Copies the sample workspace and opens it. Resolves to its folder; to undefined when the user chose none.
 * @throws {HumanError} when it cannot be copied.
 */
export async function openSampleWorkspace(
  context: vscode.ExtensionContext,
  { place = 'ask', open = true }: { readonly place?: SampleWorkspacePlace; readonly open?: boolean } = {},
): Promise<vscode.Uri | undefined> {
  const parent = place === 'storage' ? context.globalStorageUri : await askForFolder();
  if (!parent) return undefined;
  const target = vscode.Uri.joinPath(parent, FOLDER);
  try {
    // A sample workspace that is there already is somebody's work: it is opened as it stands.
    if (!(await exists(target))) {
      await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, 'media/sample'), target);
    }
  } catch (error) {
    const sentence = `The sample workspace cannot be copied to ${parent.fsPath}. Choose another folder.`;
    throw new HumanError('sample-not-copied', sentence, String(error));
  }
  if (open) {
    const isEmptyWindow = vscode.workspace.workspaceFolders === undefined;
    await vscode.commands.executeCommand('vscode.openFolder', target, { forceNewWindow: !isEmptyWindow });
  }
  return target;
}

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: 'Put Sample Workspace Here',
    title: `Folder for “${FOLDER}”`,
  });
  return chosen?.[0];
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
