import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { settings } from './settings';

const GIT_TIMEOUT_MS = 2000;
const fromGit = new Map<string, Promise<string>>();

/**
 * The name that notes of this window are signed with: the setting, else the git user name of the folder, else the name
 * of the account. git runs only in trusted workspaces: a repository's configuration can make it run programs.
 */
export async function reviewerName(folder: vscode.Uri): Promise<string> {
  if (settings.reviewer) return settings.reviewer;
  if (vscode.workspace.isTrusted) {
    const key = folder.toString();
    const asked = fromGit.get(key) ?? gitUserName(folder.fsPath);
    fromGit.set(key, asked);
    const name = await asked;
    if (name) return name;
  }
  return accountName();
}

/** `git config user.name`; empty without git or without a name. */
async function gitUserName(folder: string): Promise<string> {
  try {
    const options = { cwd: folder, timeout: GIT_TIMEOUT_MS };
    return (await promisify(execFile)('git', ['config', 'user.name'], options)).stdout.trim();
  } catch {
    return '';
  }
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'reviewer';
  }
}
