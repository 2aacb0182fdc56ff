/** Confidence of every interval unless another is asked for. */
export const CONFIDENCE = 0.95;

/** A confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
