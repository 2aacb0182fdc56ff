import { bcaInterval } from './bcaInterval';
import { CONFIDENCE, type Interval } from './interval';
import { observed, type PairedStatistic } from './pairedStatistic';
import { percentileInterval } from './percentileInterval';
import { Xoshiro128 } from './random';

/** Resamples unless another number is asked for. */
export const RESAMPLES = 10_000;

/** How to resample. */
export interface BootstrapOptions {
  /** A whole number from 0 on; the same seed gives the same interval. */
  readonly seed: number;
  readonly resamples?: number;
  /** Between 0 and 1. */
  readonly confidence?: number;
  /** `bca` corrects for bias and skewness and needs the figure once more for each unit; it is the usual one. */
  readonly method?: 'bca' | 'percentile';
}

/** What a bootstrap found. */
export interface Bootstrap {
  readonly difference: number;
  /** Absent where the resamples say nothing, such as of one sample. */
  readonly interval?: Interval;
  /** Standard deviation of the resamples' differences; times √samples, the deviation that `samplesForMeans` asks for. */
  readonly standardError: number;
  /** `percentile` also where BCa was asked for and cannot be had, because all units are alike. */
  readonly method: 'bca' | 'percentile';
  readonly resamples: number;
  readonly seed: number;
}

/**
 * The paired bootstrap (B. Efron and R. J. Tibshirani, “An Introduction to the Bootstrap”, 1993; for corpus metrics
 * P. Koehn, EMNLP 2004): units are drawn with replacement, both models' answers together. The intervals are those of
 * `scipy.stats.bootstrap`.
 */
export function bootstrap(statistic: PairedStatistic, options: BootstrapOptions): Bootstrap {
  const { seed, resamples = RESAMPLES, confidence = CONFIDENCE } = options;
  const difference = observed(statistic);
  const distribution = drawResamples(statistic, resamples, seed);
  const told = { difference, standardError: deviationOf(distribution), resamples, seed };
  const percentile = percentileInterval(distribution, confidence);
  if (statistic.units < 2 || percentile === undefined) return { ...told, method: 'percentile' };
  const bca =
    options.method === 'percentile'
      ? undefined
      : bcaInterval(distribution, difference, statistic.jackknife(), confidence);
  return { ...told, interval: bca ?? percentile, method: bca ? 'bca' : 'percentile' };
}

/** The standard deviation of the values there are. */
function deviationOf(distribution: Float64Array): number {
  const values = distribution.filter((value) => !Number.isNaN(value));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** The differences (or another figure) over as many drawn units as there are, drawn with replacement, `resamples` times. */
export function drawResamples(
  statistic: Pick<PairedStatistic, 'units' | 'of'>,
  resamples: number,
  seed: number,
): Float64Array {
  const distribution = new Float64Array(resamples).fill(NaN);
  if (statistic.units === 0) return distribution;
  const random = Xoshiro128.ofSeed(seed);
  const chosen = new Uint32Array(statistic.units);
  for (let resample = 0; resample < resamples; resample++) {
    random.fillBelow(chosen, statistic.units);
    distribution[resample] = statistic.of(chosen);
  }
  return distribution;
}
