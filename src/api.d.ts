/**
 * The public API of Tuning Fork, version 1: what `activate` returns.
 *
 * ```ts
 * const tuningFork = await vscode.extensions.getExtension<TuningForkApi>('tuning-fork.tuning-fork')?.activate();
 * ```
 *
 * A dataset is named by its URI, or by its path relative to the first workspace folder.
 */
import type { Uri } from 'vscode';
import type { Note, NoteDraft } from './core/note/note';
import type { Row } from './core/dataset/sample';
import type { ResultSummary, SampleDetail } from './core/compare/results';
import type { RunProgress } from './core/run/run';

export interface DatasetDescription {
  readonly uri: string;
  readonly path: string;
  readonly format: string;
  readonly samples: number;
  readonly badRows: number;
}

export interface RunRequest {
  readonly dataset: Uri | string;
  /** Sample ids; all when absent. */
  readonly samples?: readonly string[];
  /** Model roles; all of `tuning-fork.json` when absent. */
  readonly models?: readonly string[];
  /** False asks the models again although equal requests were answered before. */
  readonly useCache?: boolean;
}

export interface TuningForkApi {
  readonly version: 1;
  listDatasets(): Promise<DatasetDescription[]>;
  /** Rows in file order, bad rows included. */
  readSamples(dataset: Uri | string, page: { readonly offset: number; readonly limit: number }): Promise<Row[]>;
  /** Runs the samples and resolves when the run has ended. Asks for consent where the user has not given it yet. */
  run(request: RunRequest): Promise<RunProgress>;
  readResults(
    dataset: Uri | string,
  ): Promise<{ readonly summary: ResultSummary; readonly samples: readonly SampleDetail[] }>;
  readNotes(dataset: Uri | string): Promise<Note[]>;
  /** Saves a note under the name of the user, merged into the file beside the dataset. */
  saveNote(dataset: Uri | string, note: NoteDraft): Promise<Note>;
}
