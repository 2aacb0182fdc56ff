import type { Completion } from '../model/model';

/** What a metric looks at: one answer and the accepted answers. */
export interface Scored {
  readonly completion: Completion;
  readonly references: readonly string[];
}

/**
 * A metric. To add one: a file in this folder and a line in `registry.ts`.
 */
export interface Metric {
  /** Stable name, as in `tuning-fork.json`. */
  readonly id: string;
  /** Name for people, in the field's standard words. */
  readonly title: string;
  /** Smallest and largest value; null for no bound. */
  readonly range: readonly [number, number | null];
  readonly better: 'higher' | 'lower';
  /** The implementation whose numbers this one equals. */
  readonly follows: string;
  readonly needsReference: boolean;
  /** The score from which (with `lower`: down to which) an answer counts as right; absent when the metric never decides. */
  readonly rightAt?: number;
  /** Unit shown behind the value. */
  readonly unit?: 'ms' | 'tokens';
  /** Digits after the point when shown. */
  readonly digits: number;
  /** Scores one answer; undefined when it does not apply (no reference, no usage). Never throws. */
  score(input: Scored): number | undefined;
}
