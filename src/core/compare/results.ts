import type { JsonObject, JsonValue } from '../dataset/json';
import type { Message } from '../dataset/sample';
import type { Completion, ModelRole } from '../model/model';
import type { ResponseError } from '../run/run';
import type { Outcome } from './outcome';
import type { Slice } from './slices';

/** A response as views show it. */
export type ResponseView =
  | { readonly state: 'waiting' }
  | { readonly state: 'streaming'; readonly text: string; readonly reasoning?: string }
  | ({ readonly state: 'done'; readonly cached: boolean; readonly run: string; readonly finished: string } & Completion)
  | { readonly state: 'error'; readonly error: ResponseError; readonly run: string; readonly finished: string };

/** One metric on one sample, for the models that have a score. */
export interface SampleScore {
  readonly metric: string;
  readonly title: string;
  readonly better: 'higher' | 'lower';
  readonly digits: number;
  readonly unit?: 'ms' | 'tokens';
  readonly scores: Readonly<Record<ModelRole, number>>;
  /** Present for metrics that decide between right and wrong. */
  readonly right?: Readonly<Record<ModelRole, boolean>>;
}

/** Everything known of one sample. */
export interface SampleDetail {
  readonly id: string;
  readonly row: number;
  readonly line: number;
  readonly messages: readonly Message[];
  readonly references: readonly string[];
  /** Answers that the dataset calls bad. */
  readonly rejected?: readonly string[];
  /** Tool definitions, as the dataset gives them. */
  readonly tools?: readonly JsonValue[];
  readonly metadata: JsonObject;
  readonly outcome: Outcome;
  readonly responses: Readonly<Record<ModelRole, ResponseView>>;
  readonly scores: readonly SampleScore[];
}

/** One line of a list of samples. */
export interface SampleListItem {
  readonly id: string;
  readonly row: number;
  readonly line: number;
  /** Start of the last user message, on one line. */
  readonly title: string;
  /** Values of short metadata fields, for the second line (`task`, `category`, …). */
  readonly tags: readonly string[];
  readonly outcome: Outcome;
  /** Change (tuned − base) of the metric that decides this sample, signed so that positive is better. */
  readonly change?: number;
  readonly notes: number;
  /** Labels of the metadata fields that were asked for; absent when none were. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** Why the row cannot be used; such rows have an empty id and the outcome `not-run`. */
  readonly bad?: string;
}

export type SampleSort = 'outcome' | 'line' | 'change';

/** Which samples, in what order. */
export interface SampleQuery {
  /** Words to find, and `field:value` for metadata, `note:yes`, `category:<id>`, `outcome:<id>`, `error:yes`; empty for all. */
  readonly text: string;
  /** Only these outcomes; empty for all. */
  readonly outcomes: readonly Outcome[];
  /** Only the samples of this slice; all when absent. */
  readonly slice?: Slice;
  readonly sort: SampleSort;
}

/** A run of list items with the same outcome (only with the sort `outcome`). */
export interface OutcomeGroup {
  readonly outcome: Outcome;
  /** Position of the group's first item in the whole list. */
  readonly start: number;
  readonly count: number;
}

/** A page of a list. */
export interface SamplePage {
  readonly total: number;
  readonly groups: readonly OutcomeGroup[];
  readonly offset: number;
  readonly items: readonly SampleListItem[];
  /** Present while a search goes on: what is listed is what was found so far, and more may follow. */
  readonly searching?: { readonly rows: number; readonly of: number };
}

/** A metric over all samples that both models answered and that it applies to. */
export interface MetricSummary {
  readonly metric: string;
  readonly title: string;
  /** What it was computed on, when not on everything: `labels`, `JSON`, `prose`. */
  readonly scope?: string;
  readonly better: 'higher' | 'lower';
  readonly digits: number;
  readonly unit?: 'ms' | 'tokens';
  /** Mean per model role; for latency and tokens the median. */
  readonly values: Readonly<Record<ModelRole, number>>;
  readonly samples: number;
}

/** Results of a dataset as a whole. */
export interface ResultSummary {
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly metrics: readonly MetricSummary[];
  /** True when the metrics were guessed from the references and not chosen in `tuning-fork.json`. */
  readonly guessed: boolean;
  /** Metric ids in `tuning-fork.json` that do not exist; absent when all do. */
  readonly unknownMetrics?: readonly string[];
}
