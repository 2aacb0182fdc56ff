import path from 'node:path';
import type { DatasetConfig } from '../core/config/config';
import { HumanError } from '../core/humanError';
import type { RunHeader } from '../core/run/run';
import { runsFolderOf } from '../core/run/runsFolderOf';
import { startDatasetStore } from '../node/datasetClient';
import type { DatasetInfo, DatasetStore } from '../node/datasetStore';
import { readHeader } from '../node/journalFile';
import type { Remote } from '../protocol/rpc';
import { entryOf, findUpward, isFile, pathBelow, projectOf, shownPath, type Project } from './project';

/** A dataset that is open: its worker is the same as in the editor. */
export interface Dataset {
  /** Absolute path. */
  readonly file: string;
  /** Path below the project's folder, with forward slashes. */
  readonly path: string;
  readonly project: Project;
  /** Its entry in the configuration. */
  readonly config: DatasetConfig | undefined;
  /** Absolute folder of its run journals. */
  readonly runsFolder: string;
  readonly store: Remote<DatasetStore>;
  /** What is known of it once every row has been read. */
  readonly info: DatasetInfo;
  /** Ends the worker. */
  close(): void;
}

/** What is opened. */
export interface DatasetOrder {
  readonly dataset: string;
  /** Path of a configuration that holds in place of the one found. */
  readonly config?: string | undefined;
  /** Absolute paths of the only journals whose answers count; all of the dataset's when absent. */
  readonly journals?: readonly string[];
}

/**
 * Opens a dataset and reads every row and its runs.
 * @throws {HumanError} `no-file`, and what the configuration or the dataset is refused for
 */
export async function openDataset({ dataset, config: named, journals }: DatasetOrder): Promise<Dataset> {
  const file = path.resolve(dataset);
  if (!(await isFile(file))) throw new HumanError('no-file', `There is no file “${dataset}”.`);
  const project = await projectOf(file, named);
  const below = pathBelow(project.folder, file) ?? path.basename(file);
  const config = entryOf(project.config, below);
  const runsFolder = path.join(project.folder, runsFolderOf(below));
  const client = startDatasetStore(
    path.join(__dirname, 'datasetWorker.js'),
    { changed: () => Promise.resolve() },
    // The call that is waiting then fails.
    () => undefined,
  );
  try {
    const { store } = client;
    await store.open({ file, path: below, runsFolder, ...(config && { config }), ...(journals && { journals }) });
    const info = await store.whenReady();
    return { file, path: below, project, config, runsFolder, store, info, close: () => client.dispose() };
  } catch (error) {
    client.dispose();
    throw error instanceof HumanError ? new HumanError(error.code, `${shownPath(file)}: ${error.message}`) : error;
  }
}

/**
 * Opens the dataset of runs so that their answers count and no others.
 * @param files journals of the same dataset
 * @param named the dataset or the configuration, where they are not found beside the journals
 * @throws {HumanError} `no-run`, `other-dataset`, `no-dataset`, and as {@link openDataset}
 */
export async function openRuns(
  files: readonly string[],
  named: { readonly dataset?: string | undefined; readonly config?: string | undefined },
): Promise<Dataset & { readonly headers: readonly RunHeader[] }> {
  const headers = await Promise.all(files.map(headerOf));
  const paths = new Set(headers.map(({ dataset }) => dataset.path));
  const [datasetPath = ''] = paths;
  if (paths.size > 1 && named.dataset === undefined) {
    throw new HumanError('other-dataset', `The runs are of different datasets: ${[...paths].join(', ')}.`);
  }
  const dataset = named.dataset ?? (await datasetBeside(files[0] ?? '', datasetPath));
  const journals = files.map((file) => path.resolve(file));
  return { ...(await openDataset({ dataset, config: named.config, journals })), headers };
}

async function headerOf(file: string): Promise<RunHeader> {
  const header = (await isFile(file)) ? await readHeader(file) : undefined;
  if (!header) throw new HumanError('no-run', `“${file}” is not the journal of a run.`);
  return header;
}

/** The dataset that a journal names: the folder that its path is relative to is above the journal, or above us. */
async function datasetBeside(journal: string, dataset: string): Promise<string> {
  const isBelow = !path.isAbsolute(dataset) && !dataset.split(/[\\/]/).includes('..');
  for (const folder of [path.dirname(path.resolve(journal)), process.cwd()]) {
    const found = isBelow ? await findUpward(folder, dataset) : undefined;
    if (found !== undefined) return found;
  }
  throw new HumanError('no-dataset', `The dataset of ${journal} is not found: name it with --dataset FILE.`);
}
