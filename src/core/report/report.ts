/**
 * A report: what the answers of two models to a dataset say of the question whether the tuned one is better. It is plain
 * data, the same for the same answers and settings, and everything that shows a report (the page, Markdown, HTML, CSV,
 * the command line) reads it from here.
 */
import type { Outcome } from '../compare/outcome';
import type { JsonObject } from '../dataset/json';
import type { ModelRole, ModelSpec } from '../model/model';
import type { Interval } from '../stats/interval';

export interface Report {
  readonly version: 1;
  readonly dataset: ReportDataset;
  readonly models: Readonly<Record<ModelRole, ReportModel>>;
  /** How the figures came about. */
  readonly settings: ReportSettings;
  /** One sentence that says what is shown and no more. */
  readonly verdict: string;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** In the order in which the metrics were chosen; the first that decides between right and wrong is `deciding`. */
  readonly metrics: readonly MetricComparison[];
  /** Id of the metric that the outcomes are made of; absent when several (guessed) or none decide. */
  readonly deciding?: string;
  /** The share of right answers, by whatever metric decides each sample; absent when none does. */
  readonly right?: RightComparison;
  /** One for each metadata field with few values. */
  readonly fields: readonly FieldComparison[];
  readonly confusion?: ConfusionComparison;
  readonly categories: readonly CategoryComparison[];
  readonly usage: readonly UsageComparison[];
  readonly objectives: readonly ObjectiveResult[];
  readonly warnings: readonly ReportWarning[];
}

export interface ReportDataset {
  /** Path below the workspace folder. */
  readonly path: string;
  /** Of the file as it is now, in hex. */
  readonly sha256: string;
  /** Usable samples of the file. */
  readonly samples: number;
  /** Samples that both models answered. */
  readonly compared: number;
}

export interface ReportModel extends Omit<ModelSpec, 'parameters'> {
  readonly parameters: JsonObject;
  /** Runs that its answers come from, newest first. */
  readonly runs: readonly string[];
  readonly failed: number;
}

export interface ReportSettings {
  /** Of the random numbers. */
  readonly seed: number;
  readonly resamples: number;
  /** Of the intervals, such as 0.95. */
  readonly confidence: number;
  /** Metadata field whose samples count as one draw, when they do. */
  readonly cluster?: string;
}

/** A test of “no difference”. */
export interface TestResult {
  /** Such as `McNemar, exact` or `paired permutation, 10,000 draws`. */
  readonly test: string;
  readonly p: number;
  /** Adjusted for the number of metrics (Holm); absent when there is one. */
  readonly adjusted?: number;
}

/** Two figures of the same samples. */
export interface Comparison extends Partial<TestResult> {
  readonly samples: number;
  readonly base: number;
  readonly tuned: number;
  /** tuned − base. */
  readonly change: number;
  /** Of the change; absent where there are too few samples. */
  readonly interval?: Interval;
  /** Such as `Tango’s score interval` or `paired bootstrap, BCa, 10,000 resamples`. */
  readonly intervalBy?: string;
}

export interface MetricComparison extends Comparison {
  readonly metric: string;
  readonly title: string;
  readonly scope?: string;
  readonly better: 'higher' | 'lower';
  readonly digits: number;
  readonly unit?: 'ms' | 'tokens';
  readonly range: readonly [number | null, number | null];
  /** The implementation that it equals, and how it was set. */
  readonly follows: string;
  readonly signature?: string;
  /** What is shown of it in one sentence. */
  readonly reading: string;
}

/** Right and wrong, paired. `base` and `tuned` are shares from 0 to 1. */
export interface RightComparison extends Comparison {
  readonly broken: number;
  readonly fixed: number;
  readonly bothRight: number;
  readonly bothWrong: number;
  /** Wilson intervals of the two shares. */
  readonly shares: { readonly base: Interval; readonly tuned: Interval };
  readonly reading: string;
  /** About so many more samples would settle which is better, were the share of changes to stay. */
  readonly moreSamples?: number;
}

/** A dataset cut by one metadata field. */
export interface FieldComparison {
  readonly field: string;
  /** What got worse stands first. */
  readonly slices: readonly SliceComparison[];
}

export interface SliceComparison extends RightComparison {
  /** Absent for samples that have no value. */
  readonly value?: string;
}

/** Which labels were given for which, base beside tuned. */
export interface ConfusionComparison {
  readonly labels: readonly string[];
  /** Rows: the reference's label; columns: the answer's, and last the answers with none of the labels. */
  readonly counts: Readonly<Record<ModelRole, readonly (readonly number[])[]>>;
}

/** How often reviewers saw an error, of the samples that have a note. */
export interface CategoryComparison extends Comparison {
  readonly category: string;
  readonly title: string;
  /** Numbers of samples. */
  readonly counts: { readonly base: number; readonly tuned: number };
}

/** Time, tokens, money: figures of all answers of each model, without a test. */
export interface UsageComparison {
  readonly id: 'latency' | 'first-token' | 'tokens' | 'cost';
  readonly title: string;
  readonly unit: 'ms' | 'tokens' | 'currency';
  /** Absent where nothing was measured. */
  readonly values: Readonly<Record<ModelRole, UsageFigures>>;
}

export interface UsageFigures {
  readonly answers: number;
  /** The median and the 95th percentile of one answer. */
  readonly p50: number;
  readonly p95: number;
  readonly total: number;
}

/** What became of an objective of the configuration. */
export interface ObjectiveResult {
  /** What is asked for, in words: `Exact match of tuned at least 0.90`. */
  readonly title: string;
  readonly state: 'met' | 'missed' | 'unsettled' | 'unknown';
  /** What was measured, and what would settle it. */
  readonly reading: string;
}

/** Why two figures may not be comparable, or what looks wrong with a run. */
export interface ReportWarning {
  readonly id:
    | 'other-dataset'
    | 'other-parameters'
    | 'same-model'
    | 'identical-outputs'
    | 'failures'
    | 'few-samples'
    | 'unknown-metrics';
  readonly message: string;
}
