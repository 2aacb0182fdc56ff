import * as vscode from 'vscode';
import type { Config, DatasetConfig } from '../core/config/config';
import { sniffDataset } from '../node/datasetDiscovery';

/** A dataset file of a workspace folder; not opened yet. */
export interface DatasetEntry {
  readonly uri: vscode.Uri;
  /** Path below the workspace folder, with forward slashes. */
  readonly path: string;
  /** Its entry in `tuning-fork.json`. */
  readonly config?: DatasetConfig;
  /** Name of its format for people, as far as its first rows tell. */
  readonly format?: string;
  /** True for outputs that another tool recorded. */
  readonly recorded?: true;
}

/** Files that look like datasets by their names. */
export const DATASET_FILES = '**/*.{jsonl,ndjson,json,csv,tsv,parquet,eval,yaml,yml}';
/** Of these, the ones that are likely to be datasets; the others may be anything. */
const LIKELY = /\.(jsonl|ndjson|csv|tsv|parquet|eval)$/i;
/** What is never a dataset: dependencies, notes, and what the extension itself writes. */
const NEVER =
  '{**/node_modules/**,**/.git/**,**/.tuning-fork/**,**/*.notes.jsonl,**/tuning-fork.json,**/dataset_info.json}';
/** So many files are looked into when `tuning-fork.json` names none. */
const MOST_FILES = 1000;
/** So many are counted. */
const MOST_COUNTED = 20_000;
const HEADS_AT_ONCE = 8;

/** True for a path (forward slashes) that is never a dataset. */
export function isNeverDataset(path: string): boolean {
  return /(^|\/)(node_modules|\.git|\.tuning-fork)\/|\.notes\.jsonl$|(^|\/)(tuning-fork|dataset_info)\.json$/.test(
    path,
  );
}

/** What a search found. */
export interface FoundDatasets {
  /** Sorted by path. */
  readonly datasets: readonly DatasetEntry[];
  /** Files that were not looked into, as there are too many. */
  readonly leftOut: number;
}

/**
 * The datasets of a folder: those that the configuration names, and, where it names none or asks for
 * it, the files whose first rows look like samples. An entry with the path of a file goes before globs; `files.exclude`
 * holds for what nobody named by its path.
 */
export async function findDatasets(folder: vscode.Uri, config: Config): Promise<FoundDatasets> {
  const found = new Map<string, DatasetEntry>();
  let leftOut = 0;
  const listed = config.datasets ?? [];
  for (const entry of listed) {
    const file = await fileNamed(entry.files, folder);
    if (file) await sniffAll([file], folder, found, entry);
  }
  for (const entry of listed) {
    const uris = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, entry.files), NEVER, MOST_FILES);
    await sniffAll(uris, folder, found, entry);
  }
  if (!config.datasets || config.findDatasets) {
    const all = new vscode.RelativePattern(folder, DATASET_FILES);
    const uris = await vscode.workspace.findFiles(all, NEVER, MOST_COUNTED);
    const likelyFirst = uris.sort((a, b) => Number(LIKELY.test(b.path)) - Number(LIKELY.test(a.path)));
    await sniffAll(likelyFirst.slice(0, MOST_FILES), folder, found);
    leftOut = Math.max(0, uris.length - MOST_FILES);
  }
  return { datasets: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), leftOut };
}

/** The file below the folder with this path, if there is one: a name may hold what has a meaning in globs. */
async function fileNamed(path: string, folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const uri = vscode.Uri.joinPath(folder, path);
  if (!uri.path.startsWith(`${folder.path}/`) || isNeverDataset(uri.path.slice(folder.path.length + 1)))
    return undefined;
  try {
    return (await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File ? uri : undefined;
  } catch {
    return undefined;
  }
}

/** Adds the files to `found`. Files that the configuration names are datasets whatever is in them. */
async function sniffAll(
  uris: readonly vscode.Uri[],
  folder: vscode.Uri,
  found: Map<string, DatasetEntry>,
  config?: DatasetConfig,
): Promise<void> {
  const queue = uris.filter((uri) => !found.has(uri.toString()));
  const sniff = async (): Promise<void> => {
    for (let uri = queue.pop(); uri; uri = queue.pop()) {
      const { format, container } = (await sniffDataset(uri.fsPath, config)) ?? {};
      if (!format && !config) continue;
      found.set(uri.toString(), {
        uri,
        path: uri.path.slice(folder.path.length + 1),
        ...(config && { config }),
        ...(format && { format: format.title }),
        ...(container === 'recorded' && { recorded: true }),
      });
    }
  };
  await Promise.all(Array.from({ length: HEADS_AT_ONCE }, sniff));
}
