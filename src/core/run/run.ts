import type { Completion, ModelErrorCode, ModelRole, ModelSpec } from '../model/model';

/** First line of a journal. */
export interface RunHeader {
  readonly type: 'run';
  readonly version: 1;
  readonly id: string;
  readonly dataset: { readonly path: string; readonly sha256: string; readonly samples: number };
  readonly models: Readonly<Record<ModelRole, ModelSpec>>;
  /** Ids of the selected samples, or all of the dataset. */
  readonly samples: readonly string[] | 'all';
  /** False when the run was asked not to answer from earlier journals. */
  readonly useCache: boolean;
  readonly started: string;
}

/** Why a response is missing. */
export interface ResponseError {
  readonly code: ModelErrorCode;
  readonly message: string;
}

/** One line of a journal: one sample × one model × one repeat. */
export type RunResponse = {
  readonly type: 'response';
  readonly sample: string;
  readonly line: number;
  readonly model: ModelRole;
  readonly repeat: number;
  /** SHA-256 (hex) over the canonical JSON of the request. */
  readonly key: string;
  readonly finished: string;
  /** Number of attempts, when more than one. */
  readonly attempts?: number;
  readonly cached?: true;
} & (({ readonly error?: never } & Completion) | { readonly error: ResponseError; readonly text?: never });

/** How a run ended. A journal without a footer was interrupted and can be resumed. */
export type RunStatus = 'complete' | 'cancelled' | 'failed';

/** Last line of a journal. */
export interface RunFooter {
  readonly type: 'end';
  readonly status: RunStatus;
  readonly finished: string;
}

export type JournalRecord = RunHeader | RunResponse | RunFooter;

/** A run as the history shows it. */
export interface RunInfo {
  readonly id: string;
  readonly file: string;
  readonly dataset: string;
  readonly started: string;
  readonly finished?: string;
  readonly status: RunStatus | 'interrupted';
  readonly models: Readonly<Record<ModelRole, ModelSpec>>;
  /** Responses asked for, answered (cached ones included), failed. */
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  /** Share of right answers per role, 0 to 1, among the samples that a metric decides for every role; absent when none. */
  readonly right?: Readonly<Record<ModelRole, number>>;
}

/** Where a run stands. */
export interface RunProgress {
  readonly id: string;
  readonly planned: number;
  readonly answered: number;
  readonly failed: number;
  readonly cached: number;
  /** Set while the endpoint asked everybody to wait: when it goes on, in milliseconds since the epoch. */
  readonly pausedUntil?: number;
  readonly state: 'running' | 'cancelling' | RunStatus;
}
