/** *Import Outputs…*: answers that other tools recorded become a run of a dataset. Nothing is sent. */
import { basename, isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';
import { MODEL_ROLES, type ModelRole } from '../core/model/model';
import { pairingDetails, pairingSentence } from '../core/recorded/pairingText';
import type { ImportedOutputs, OutputsSource } from '../node/recorded/importOutputs';
import type { readImportArgument } from './commandArguments';
import { pickOutputs } from './importOutputsPicker';
import type { Inspectors } from './inspectors';
import type { Log } from './log';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';
import type { RunTree } from './runTree';
import { isDatasetNode } from './targets';

/** What importing works with. */
export interface ImportParts {
  readonly projects: Projects;
  readonly inspectors: Inspectors;
  readonly runTree: RunTree;
  readonly log: Log;
  readonly context: vscode.ExtensionContext;
}

/**
 * Imports what an argument names.
 * @param dataset the recorded file itself when absent: the base's, else the tuned model's
 * @throws {HumanError} `no-file`, and what the worker throws
 */
export async function importNamed(
  order: ReturnType<typeof readImportArgument>,
  dataset: OpenDataset | undefined,
  parts: ImportParts,
): Promise<ImportedOutputs> {
  const sources: OutputsSource[] = [];
  for (const role of MODEL_ROLES) {
    const named = order[role];
    if (named === undefined) continue;
    const file = await fileOf(named.file, parts.projects);
    sources.push({ role, file, ...(named.model !== undefined && { model: named.model }) });
  }
  const target = dataset ?? (await parts.projects.openByName(vscode.Uri.file(sources[0]?.file ?? '')));
  return importInto(target, sources, parts);
}

/**
 * Asks which answers are imported and into which dataset.
 * @param start a recorded file, an archive's folder or a dataset to begin with
 * @returns what became of the first, where each file of an archive gets its own
 * @throws {HumanError} `cancelled`, and what the worker throws
 */
export async function importGuided(start: vscode.Uri | undefined, parts: ImportParts): Promise<ImportedOutputs> {
  const imports = await pickOutputs(start, parts);
  const [only] = imports;
  if (only && imports.length === 1) return importInto(only.dataset, only.sources, parts);
  let first: ImportedOutputs | undefined;
  for (const { dataset, sources } of imports) {
    const outputs = await importQuietly(dataset, sources, parts);
    logPairing(dataset, sources, outputs, parts);
    first ??= outputs;
  }
  if (!first) throw new HumanError('no-dataset', 'There is no file with these answers any more. Import them again.');
  void vscode.window.showInformationMessage(
    `Outputs were imported into ${imports.length} datasets: ${imports.map(({ dataset }) => dataset.name).join(', ')}. The log says what was paired.`,
  );
  return first;
}

/** The file that a menu's command is about: of the explorer, or of an item of the Datasets view. */
export function startOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return isDatasetNode(argument) && argument.kind === 'dataset' ? argument.entry.uri : undefined;
}

async function importInto(
  dataset: OpenDataset,
  sources: readonly OutputsSource[],
  parts: ImportParts,
): Promise<ImportedOutputs> {
  const outputs = await importQuietly(dataset, sources, parts);
  void tell(dataset, sources, outputs, parts).catch((error: unknown) => parts.log.error(error));
  return outputs;
}

async function importQuietly(
  dataset: OpenDataset,
  sources: readonly OutputsSource[],
  { runTree }: ImportParts,
): Promise<ImportedOutputs> {
  const outputs = await vscode.window.withProgress({ location: { viewId: 'tuningFork.datasets' } }, () =>
    dataset.store.importOutputs({ sources }),
  );
  runTree.refresh();
  return outputs;
}

/** Says what was paired. */
async function tell(
  dataset: OpenDataset,
  sources: readonly OutputsSource[],
  outputs: ImportedOutputs,
  parts: ImportParts,
): Promise<void> {
  const sentence = logPairing(dataset, sources, outputs, parts);
  const open = 'Open Inspector';
  if ((await vscode.window.showInformationMessage(sentence, open)) === open) parts.inspectors.show(dataset);
}

/** Writes to the log which samples were paired and which were not. @returns the sentence about all */
function logPairing(
  dataset: OpenDataset,
  sources: readonly OutputsSource[],
  { already, models, report }: ImportedOutputs,
  { log }: ImportParts,
): string {
  const names = namesOf(sources, models);
  const before = already ? 'These answers were imported before. ' : '';
  const sentence = `${before}${dataset.name}: ${pairingSentence(report, names)}`;
  log.info(sentence);
  for (const line of pairingDetails(report, names)) log.info(line);
  return sentence;
}

/** What people know the answers by: the files, where they differ, else the models. */
function namesOf(
  sources: readonly OutputsSource[],
  models: Readonly<Record<ModelRole, string>>,
): Record<ModelRole, string> {
  const files = new Set(sources.map(({ file }) => basename(file)));
  const byFile = files.size === sources.length;
  return Object.fromEntries(
    sources.map(({ role, file }) => [
      role,
      byFile ? basename(file) : `the answers of “${models[role] ?? ''}” (${role})`,
    ]),
  );
}

/** Absolute path of a file named by URI, by path, or by its path below a workspace folder. */
async function fileOf(name: string, { all }: Projects): Promise<string> {
  const candidates = /^[a-z][a-z0-9+.-]+:/i.test(name)
    ? [vscode.Uri.parse(name)]
    : isAbsolute(name)
      ? [vscode.Uri.file(name)]
      : all.map(({ folder }) => vscode.Uri.joinPath(folder.uri, name));
  for (const uri of candidates) {
    const stat = await vscode.workspace.fs.stat(uri).then(
      (found) => found,
      () => undefined,
    );
    if (stat && uri.scheme === 'file') return uri.fsPath;
  }
  throw new HumanError('no-file', `There is no file “${name}” in this workspace.`);
}
