import type { Sample } from '../dataset/sample';
import type { ModelClient, ModelRole, PartialCompletion } from '../model/model';
import { Drive } from './drive';
import type { RunFooter, RunHeader, RunProgress, RunResponse } from './run';

/** Where the records of a run go. Each resolves when the record is on its way to the disk in order. */
export interface JournalWriter {
  append(record: RunResponse | RunFooter): Promise<void>;
}

/** Bounds of a run. */
export interface RunLimits {
  /** Requests in flight per endpoint. */
  readonly concurrency: number;
  /** Milliseconds for one attempt. */
  readonly timeoutMs: number;
  /** Attempts after the first, for errors worth trying again. */
  readonly retries: number;
}

/** What holds where nobody says otherwise. */
export const DEFAULT_LIMITS: RunLimits = { concurrency: 8, timeoutMs: 120_000, retries: 3 };

export interface RunOptions {
  readonly header: RunHeader;
  /** The selected samples; pulled as requests are sent, never collected. */
  readonly samples: AsyncIterable<Sample>;
  /** Number of selected samples, where known already. */
  readonly sampleCount: number;
  readonly client: ModelClient;
  readonly journal: JournalWriter;
  readonly limits: RunLimits;
  readonly signal: AbortSignal;
  /** SHA-256 as hex. */
  readonly sha256: (text: string) => string;
  /** Known answers by request key; not asked when the run does not use the cache. */
  readonly findCached: (keys: readonly string[]) => Promise<Readonly<Record<string, RunResponse>>>;
  /** True for what this run has acknowledged before it was interrupted: not repeated. */
  readonly isDone?: (sample: string, role: ModelRole) => boolean;
  readonly onPartial?: (sample: string, role: ModelRole, partial: PartialCompletion) => void;
  readonly onResponse?: (response: RunResponse) => void;
  readonly onProgress?: (progress: RunProgress) => void;
}

/**
 * Sends the selected samples to the models of the run, writes each response to the journal and resolves with the final
 * state. Failed requests become responses with an error; a run in which a model gave nothing but errors ends as `failed`.
 * @throws what the samples, the journal or the cache threw: the run is then stopped and, if possible, marked as failed.
 */
export function runSamples(options: RunOptions): Promise<RunProgress> {
  return new Drive(options).run();
}
