import { CONFIDENCE, type Interval } from './interval';
import { normalQuantile } from './normal';

/**
 * Wilson's score interval for a share, from 0 to 1: E. B. Wilson, JASA 22 (1927). Equal to statsmodels'
 * `proportion_confint(method='wilson')`. Of no trials at all, everything is possible.
 */
export function wilsonInterval(successes: number, trials: number, confidence = CONFIDENCE): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const square = normalQuantile((1 - confidence) / 2) ** 2;
  const share = successes / trials;
  const centre = (share + square / (2 * trials)) / (1 + square / trials);
  const half = Math.sqrt((share * (1 - share) + square / (4 * trials)) * (square / trials)) / (1 + square / trials);
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
}
