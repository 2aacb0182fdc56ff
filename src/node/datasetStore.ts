/**
 * The contract between the extension host and a dataset's worker. The worker is the database of one dataset: it holds
 * the byte index of the file, the results read from the journals and the scores, and answers in pages, so that nothing
 * heavy runs on the extension host's thread and no list there grows with the file.
 */
import type { Category, DatasetConfig, Objective } from '../core/config/config';
import type { Outcome } from '../core/compare/outcome';
import type { ResultSummary, SampleDetail, SampleListItem, SamplePage, SampleQuery } from '../core/compare/results';
import type { SliceList } from '../core/compare/slices';
import type { Row, Sample } from '../core/dataset/sample';
import type { CheckReport } from '../core/check/check';
import type { Reading } from '../core/config/datasetReading';
import type { SampleCategories } from '../core/report/categoryComparison';
import type { Report } from '../core/report/report';
import type { RunInfo, RunResponse } from '../core/run/run';
import type { ImportedOutputs, OutputsSource, RecordingSummary } from './recorded/importOutputs';
import type { RunChoice } from './runLibrary';
import type { FilePreviews } from './datasetPreview';

/** What is opened. */
export interface OpenDataset {
  /** Absolute path of the file. */
  readonly file: string;
  /** Its path below the workspace folder, as in the headers of its journals. */
  readonly path: string;
  /** Folder of the run journals of this dataset. */
  readonly runsFolder: string;
  /** Absolute paths of the only journals whose answers count; all in the folder that name the dataset when absent. */
  readonly journals?: readonly string[];
  /** The dataset's entry in `tuning-fork.json`, if any. */
  readonly config?: DatasetConfig;
}

/** What is known of the file so far. */
export interface DatasetInfo {
  readonly state: 'indexing' | 'identifying' | 'ready' | 'failed';
  /** Sentence for people when `failed`. */
  readonly error?: string;
  readonly format: { readonly id: string; readonly title: string };
  /** Rows found so far; all of them from `identifying` on. */
  readonly rows: number;
  /** Rows that cannot be used; complete when `ready`. */
  readonly badRows: number;
  /** SHA-256 (hex) of the file, when `ready`. */
  readonly sha256?: string;
  readonly summary: ResultSummary;
  /** Finish time of the newest response (ISO 8601). */
  readonly lastRun?: string;
  readonly revision: number;
}

/** Which samples a run takes. */
export type SampleSelection =
  | { readonly kind: 'all' }
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'outcome'; readonly outcome: Outcome };

/** Notes of a sample, as far as lists and filters care. */
export interface NoteMark {
  readonly sample: string;
  readonly count: number;
  readonly categories: readonly string[];
}

/** What is to be checked. */
export interface CheckRequest {
  /** Absolute paths of the training files in which no sample may stand. */
  readonly training: readonly string[];
  /** Smallest context of the models, in tokens; absent when none is known. */
  readonly contextTokens?: number;
  /** `problems`: what stands on lines, without the profile. */
  readonly depth: 'problems' | 'full';
}

/** What a report is to hold, beside what the journals say. */
export interface ReportRequest {
  /** One for each sample with a note. */
  readonly notes: readonly SampleCategories[];
  readonly categories: readonly Category[];
  readonly objectives: readonly Objective[];
  /** Whose answers are compared; the newest when absent. */
  readonly runs?: RunChoice;
  /** Of the random numbers; a whole number from 0 on. */
  readonly seed?: number;
  readonly resamples?: number;
  /** Of the intervals, such as 0.95. */
  readonly confidence?: number;
}

/** Values of a metadata field. */
export interface Facet {
  readonly field: string;
  /** Samples that have the field. */
  readonly samples: number;
  /** Most frequent first; only fields with at most 200 different short values are listed. */
  readonly values: readonly { readonly value: string; readonly samples: number }[];
}

/** A page of a list. */
export interface PageQuery extends SampleQuery {
  readonly offset: number;
  readonly limit: number;
  /** When this sample is in the list, the answer is the page of `limit` items that holds it. */
  readonly around?: string;
  /** Metadata fields whose labels the items carry. */
  readonly fields?: readonly string[];
}

/** Methods of the worker. */
export interface DatasetStore {
  /** Starts indexing; resolves when the format is known and the first rows can be read. */
  open(params: OpenDataset): Promise<DatasetInfo>;
  /** Resolves when every row has been read once: ids are final, bad rows counted, the hash known. */
  whenReady(params: undefined): Promise<DatasetInfo>;
  /** The file changed on disk: indexes it again, keeping what is shown until the new index stands. */
  reload(params: { readonly config?: DatasetConfig }): Promise<DatasetInfo>;
  /** Rows in file order; available while indexing goes on. Ids are final only when `ready`. */
  readRows(params: { readonly offset: number; readonly limit: number }): Promise<Row[]>;
  /**
   * List items of the rows that stand on these lines (one-based, both inclusive), in file order: those that start there,
   * and the one that goes on there where none starts on the first line. At most 5,000; waits for final ids.
   */
  rowsOnLines(params: { readonly from: number; readonly to: number }): Promise<SampleListItem[]>;
  readSamples(params: { readonly ids: readonly string[] }): Promise<Sample[]>;
  /** A page of the selected samples in file order, for a run. */
  readSelection(params: {
    readonly selection: SampleSelection;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ readonly total: number; readonly samples: Sample[] }>;
  list(params: PageQuery): Promise<SamplePage>;
  detail(params: { readonly id: string }): Promise<SampleDetail>;
  /** Answers known for these request keys, newest first. */
  findCached(params: { readonly keys: readonly string[] }): Promise<Record<string, RunResponse>>;
  /** Takes responses of the run in progress into the results. */
  addResponses(params: { readonly run: string; readonly responses: readonly RunResponse[] }): Promise<void>;
  /** Reads the journals again (another window may have written). */
  reloadRuns(params: undefined): Promise<DatasetInfo>;
  runs(params: undefined): Promise<RunInfo[]>;
  /** What a file of recorded outputs holds, or the folder of an archive. Needs no open dataset. */
  readRecording(params: { readonly file: string }): Promise<RecordingSummary>;
  /**
   * Makes a run of answers that were recorded elsewhere: one source for each model. Nothing is sent.
   * @param params with `journal`, the run is written to that file (absolute path), whatever earlier runs hold
   */
  importOutputs(params: {
    readonly sources: readonly OutputsSource[];
    readonly journal?: string;
  }): Promise<ImportedOutputs>;
  setNotes(params: { readonly marks: readonly NoteMark[] }): Promise<void>;
  /** Checks every row; the report is kept until the file, a training file or the request changes. Can be cancelled. */
  check(params: CheckRequest): Promise<CheckReport>;
  /**
   * Compares the models on what both have answered. Can be cancelled.
   * @throws {HumanError} `nothing-to-report` when there are no answers of both
   */
  report(params: ReportRequest): Promise<Report>;
  /** Metadata fields by which samples can be grouped, with their values. Reads every row once; kept after that. */
  facets(params: undefined): Promise<readonly Facet[]>;
  /**
   * How any file would be read, from its first records; nothing need be open.
   * @throws {HumanError} when the file cannot be read or is no dataset, and for unknown formats
   */
  preview(params: { readonly file: string; readonly readings: readonly Reading[] }): Promise<FilePreviews>;
  /**
   * The samples that a search finds, cut by a metadata field. Reads every row once for a field.
   * @throws {HumanError} `too-many-values`
   */
  slices(params: { readonly field: string; readonly text: string }): Promise<SliceList>;
}

/** Methods of the extension host. */
export interface DatasetStoreOwner {
  /** A newer snapshot, at most one per 50 ms. */
  changed(info: DatasetInfo): Promise<void>;
}
