import type { Interval } from './interval';
import { normalCdf, normalQuantile } from './normal';
import { intervalBetween } from './percentileInterval';

/**
 * The bias-corrected and accelerated interval: B. Efron, JASA 82 (1987). Equal to `scipy.stats.bootstrap(method='BCa')`.
 * @param distribution values of the resamples
 * @param jackknife values with one unit left out
 * @returns undefined where it cannot be had: all units are alike, or what was seen is beyond every resample
 */
export function bcaInterval(
  distribution: Float64Array,
  seen: number,
  jackknife: Float64Array,
  confidence: number,
): Interval | undefined {
  const bias = normalQuantile(shareBelow(distribution, seen));
  const acceleration = accelerationOf(jackknife);
  const corrected = (z: number): number => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
  const z = normalQuantile((1 - confidence) / 2);
  const [low, high] = [corrected(z), corrected(-z)];
  return Number.isNaN(low + high) ? undefined : intervalBetween(distribution, low, high);
}

/** Share of the resamples below the value, those equal to it counted half. */
function shareBelow(distribution: Float64Array, value: number): number {
  let [halves, defined] = [0, 0];
  for (const resample of distribution) {
    if (Number.isNaN(resample)) continue;
    defined++;
    halves += resample < value ? 2 : resample === value ? 1 : 0;
  }
  return halves / (2 * defined);
}

/** A sixth of the skewness of the jackknife. */
function accelerationOf(jackknife: Float64Array): number {
  let sum = 0;
  for (const value of jackknife) sum += value;
  const mean = sum / jackknife.length;
  let [squares, cubes] = [0, 0];
  for (const value of jackknife) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  return cubes / (6 * squares ** 1.5);
}
