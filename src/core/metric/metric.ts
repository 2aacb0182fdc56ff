import type { Completion } from '../model/model';

/** What a metric looks at: one answer and the accepted answers. */
export interface Scored {
  readonly completion: Completion;
  readonly references: readonly string[];
}

/** A metric as its options make it. To add one: a file below this folder and a line in `registry.ts`. */
export interface Metric {
  /**
   * Stable name, as in `tuning-fork.json` and on the command line: the family's id, and behind a colon the options that
   * are not the usual ones (`bleu:tokenize=intl,smooth=floor`).
   */
  readonly id: string;
  /** Name for people, in the field's standard words. */
  readonly title: string;
  /** Smallest and largest value; null for no bound. */
  readonly range: readonly [number | null, number | null];
  readonly better: 'higher' | 'lower';
  /** The implementation whose numbers this one equals, with its version. */
  readonly follows: string;
  /** How the numbers came about, for who wants to compare them with others: sacreBLEU's own where there is one. */
  readonly signature?: string;
  readonly needsReference: boolean;
  /** The score from which (with `lower`: down to which) an answer counts as right; absent when the metric never decides. */
  readonly rightAt?: number;
  /** Unit shown behind the value. */
  readonly unit?: 'ms' | 'tokens';
  /** Digits after the point when shown. */
  readonly digits: number;
  /**
   * Scores one answer; undefined when it does not apply (no reference, no usage) or when there is a figure of the whole
   * set only. Never throws.
   */
  score(input: Scored): number | undefined;
  /** How the figure of a whole set comes about, where it is not the mean of the scores. */
  readonly corpus?: SumCorpus | WholeCorpus;
}

/** A figure made of sums over the answers, such as BLEU's of counts. */
export interface SumCorpus {
  readonly kind: 'sum';
  /** How many numbers there are of each answer. */
  readonly width: number;
  /** What is summed up, `width` numbers; undefined where the metric does not apply. */
  statistics(input: Scored): ArrayLike<number> | undefined;
  /** The figure of the sums; undefined when there is none. */
  figure(sums: Float64Array): number | undefined;
}

/** A figure that needs every answer, such as macro F1 or a rank correlation. */
export interface WholeCorpus {
  readonly kind: 'whole';
  /** What is kept of an answer; undefined where the metric does not apply. */
  statistic(input: Scored): unknown;
  /**
   * Looks at all answers once.
   * @returns the figure of some of them, named by place and as often as they count; undefined when there is none
   */
  prepare(all: readonly unknown[]): (chosen: ArrayLike<number>) => number | undefined;
}
