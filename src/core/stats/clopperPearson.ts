import { betaQuantile } from './beta';
import { CONFIDENCE, type Interval } from './interval';

/**
 * The exact interval for a share, from 0 to 1: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934). Equal to
 * statsmodels' `proportion_confint(method='beta')`. Of no trials at all, everything is possible.
 */
export function clopperPearsonInterval(successes: number, trials: number, confidence = CONFIDENCE): Interval {
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : 1 - betaQuantile(tail, failures, successes + 1),
  };
}
