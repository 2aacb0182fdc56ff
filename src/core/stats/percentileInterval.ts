import type { Interval } from './interval';
import { quantile } from './quantile';

/** Share of the resamples that must have a value for the interval to stand. */
const LEAST_DEFINED = 0.95;

/**
 * The interval between two percentiles of the values of the resamples. Resamples without a value (NaN) are left out;
 * undefined when they are many.
 */
export function percentileInterval(distribution: Float64Array, confidence: number): Interval | undefined {
  const tail = (1 - confidence) / 2;
  return intervalBetween(distribution, tail, 1 - tail);
}

/** The interval between the quantiles at two shares of the distribution. */
export function intervalBetween(distribution: Float64Array, low: number, high: number): Interval | undefined {
  const sorted = distribution.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0 || sorted.length < LEAST_DEFINED * distribution.length) return undefined;
  return { low: quantile(sorted, low), high: quantile(sorted, high) };
}
