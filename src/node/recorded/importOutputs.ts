/** Writes answers that other tools recorded as an ordinary run of a dataset. */
import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { HumanError } from '../../core/humanError';
import type { ModelRole, ModelSpec } from '../../core/model/model';
import { itemsToPair, type PairingSource } from '../../core/recorded/pairingItems';
import { pairRecordings, type PairingReport } from '../../core/recorded/pairRecordings';
import { RECORDED_ENDPOINT, type Recording } from '../../core/recorded/recorded';
import type { RunHeader, RunInfo } from '../../core/run/run';
import type { DatasetFile } from '../datasetFile';
import { journalPath, newRunId, readJournal } from '../journalFile';
import { archiveFiles, isFolder, nameInArchive } from './archiveFolder';
import { pairingDatasetOf } from './importOutputsDataset';
import { writeImportedRun, type AnsweredRow } from './importOutputsJournal';

/** A model's recorded answers and the role they get. */
export interface OutputsSource {
  readonly role: ModelRole;
  /** Absolute path of a file, or of an archive's folder. */
  readonly file: string;
  /** As the file names it; may be absent where the file holds the answers of one model only. */
  readonly model?: string;
}

/** The dataset that gets the answers. */
export interface ImportTarget {
  readonly file: DatasetFile;
  /** Its path below the workspace folder. */
  readonly path: string;
  readonly runsFolder: string;
  /** Absolute path of the run's journal, where it is not kept with the others. */
  readonly journal?: string;
  /** Its history, newest first. */
  readonly runs: readonly RunInfo[];
}

/** What became of an import. */
export interface ImportedOutputs {
  /** Id of the run that holds the answers. */
  readonly run: string;
  /** True when the newest run holds exactly these answers already: nothing was written. */
  readonly already: boolean;
  /** Names of the models by role. */
  readonly models: Readonly<Record<ModelRole, string>>;
  readonly report: PairingReport;
}

/** A file of an archive's folder. */
export interface ArchiveFile {
  /** Absolute. */
  readonly path: string;
  readonly models: readonly string[];
}

/** What a recorded file holds, in numbers. */
export interface RecordingSummary {
  readonly format: Recording['format'];
  /** In order of appearance, with the number of items that each answered. */
  readonly models: readonly { readonly name: string; readonly items: number }[];
  /** Items that tell what was asked; 0 for a file that is no dataset by itself. */
  readonly prompts: number;
  readonly unusable: number;
  /** The files of an archive's folder, each of which is a dataset, with the models that answered in it. */
  readonly files?: readonly ArchiveFile[];
}

/** Sums up a recording. @param path of the file or folder that it was read from */
export function summaryOf(recording: Recording, path: string): RecordingSummary {
  const { format, models, items, unusable } = recording;
  return {
    ...(isFolder(path) && { files: filesOf(recording, path) }),
    format,
    models: models.map((name) => ({ name, items: items.filter(({ answers }) => Object.hasOwn(answers, name)).length })),
    prompts: items.filter(({ content }) => content !== undefined).length,
    unusable: unusable.length,
  };
}

function filesOf({ models, items }: Recording, folder: string): readonly ArchiveFile[] {
  return archiveFiles(folder).map((path) => {
    const own = items.filter(({ key }) => key.startsWith(`${nameInArchive(path)}/`));
    return { path, models: models.filter((name) => own.some(({ answers }) => Object.hasOwn(answers, name))) };
  });
}

export type ReadRecording = (file: string, signal: AbortSignal) => Promise<Recording>;

/**
 * Pairs recorded answers with the samples of a dataset and writes them as a run journal.
 * @throws {HumanError} `bad-argument`, `no-recorded-model`, `nothing-paired`, `cancelled`, and what reading throws
 */
export async function importOutputs(
  sources: readonly OutputsSource[],
  { file, path, runsFolder, journal, runs }: ImportTarget,
  read: ReadRecording,
  signal: AbortSignal,
): Promise<ImportedOutputs> {
  const roles = sources.map(({ role }) => role);
  if (roles.length === 0 || new Set(roles).size < roles.length) {
    throw new HumanError('bad-argument', 'Name one file of recorded answers for each model.');
  }
  const chosen = await readSources(sources, read, signal);
  const items = itemsToPair(chosen, (text) => hash('sha256', text, 'hex'));
  const prompts = new Set(items.flatMap((item) => [...item.prompts]));
  const { answers, report } = pairRecordings(items, roles, await pairingDatasetOf(file, prompts, signal));
  if (answers.size === 0) throw nothingPaired(items.length, path);
  const rows = [...answers]
    .map(([id, given]): AnsweredRow => ({ row: file.rowOfId(id) ?? -1, id, answers: given }))
    .sort((a, b) => a.row - b.row);
  const started = new Date();
  const header: RunHeader = {
    type: 'run',
    version: 1,
    id: newRunId(started),
    dataset: { path, sha256: file.sha256 ?? '', samples: report.samples },
    models: Object.fromEntries(chosen.map((source) => [source.role, specOf(source)])),
    samples: rows.length === report.samples ? 'all' : rows.map(({ id }) => id),
    useCache: false,
    started: started.toISOString(),
  };
  const already = journal === undefined && (await holdsTheSame(runs[0], header));
  const target = journal ?? journalPath(runsFolder, header.id);
  if (!already) await writeImportedRun(target, header, { rows, file }, signal);
  const models = Object.fromEntries(chosen.map(({ role, model }) => [role, model]));
  return { run: already ? (runs[0]?.id ?? '') : header.id, already, models, report };
}

/** A model of a file that was read; `revision` is the file's SHA-256. */
interface ChosenSource extends PairingSource {
  readonly revision: string;
}

/** Reads every file once. */
async function readSources(
  sources: readonly OutputsSource[],
  read: ReadRecording,
  signal: AbortSignal,
): Promise<ChosenSource[]> {
  const known = new Map<string, { readonly recording: Recording; readonly revision: string }>();
  const chosen: ChosenSource[] = [];
  for (const source of sources) {
    const found = known.get(source.file) ?? {
      recording: await read(source.file, signal),
      revision: await hashOf(source.file),
    };
    known.set(source.file, found);
    chosen.push({ role: source.role, model: modelOf(source, found.recording), ...found });
  }
  return chosen;
}

/** The SHA-256 of a file, or of the files of a folder one after the other. */
async function hashOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for (const file of isFolder(path) ? archiveFiles(path) : [path]) {
    for await (const chunk of createReadStream(file)) digest.update(chunk as Buffer);
  }
  return digest.digest('hex');
}

function modelOf({ file, model }: OutputsSource, { models }: Recording): string {
  const [first] = models;
  if (model === undefined && first !== undefined && models.length === 1) return first;
  if (model !== undefined && models.includes(model)) return model;
  const held = models.length === 0 ? 'no answers' : `the answers of ${models.map((name) => `“${name}”`).join(', ')}`;
  const wanted = model === undefined ? 'say which model' : `not of “${model}”`;
  throw new HumanError('no-recorded-model', `${basename(file)} holds ${held}; ${wanted}.`);
}

function specOf({ model, revision }: ChosenSource): ModelSpec {
  return { endpoint: RECORDED_ENDPOINT, model, api: 'chat', parameters: {}, revision };
}

function nothingPaired(items: number, path: string): HumanError {
  const sentence = `None of the ${items} recorded items belongs to a sample of ${path}. Choose the dataset that the models were asked, or the recorded file itself.`;
  return new HumanError('nothing-paired', sentence);
}

/** True when a run holds the same answers of the same files to the same dataset. */
async function holdsTheSame(run: RunInfo | undefined, header: RunHeader): Promise<boolean> {
  if (run?.status !== 'complete') return false;
  for await (const { record } of readJournal(run.file)) {
    return record.type === 'run' && isDeepStrictEqual(whatItHolds(record), whatItHolds(header));
  }
  return false;
}

function whatItHolds({ dataset, models, samples }: RunHeader): unknown {
  return { dataset, models, samples };
}
