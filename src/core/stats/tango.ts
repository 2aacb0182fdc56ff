import { bisect } from './bisect';
import { CONFIDENCE, type Interval } from './interval';
import { normalQuantile } from './normal';

/**
 * The interval for a difference of paired shares, from −1 to 1: the score interval of T. Tango, “Equivalence test and
 * confidence interval for the difference in proportions for the paired-sample design”, Statistics in Medicine 17 (1998),
 * one of those that M. W. Fagerland, S. Lydersen and P. Laake recommend (Statistics in Medicine 33, 2014). It holds the
 * differences that the score test, of which McNemar's is the case 0, does not reject.
 * @param broken pairs of which only the base's is right
 * @param fixed pairs of which only the tuned model's is right; the difference is (fixed − broken) / pairs
 */
export function tangoInterval(broken: number, fixed: number, pairs: number, confidence = CONFIDENCE): Interval {
  if (pairs === 0) return { low: -1, high: 1 };
  const z = -normalQuantile((1 - confidence) / 2);
  const estimate = (fixed - broken) / pairs;
  const score = (difference: number): number => tangoScore(broken, fixed, pairs, difference);
  return {
    low: estimate === -1 ? -1 : bisect((difference) => score(difference) > z, -1, estimate),
    high: estimate === 1 ? 1 : bisect((difference) => score(difference) > -z, estimate, 1),
  };
}

/** The score statistic, about normal if the true difference is `difference`; it falls as that grows. */
function tangoScore(broken: number, fixed: number, pairs: number, difference: number): number {
  // The most likely share of broken pairs under that difference is the greater root of 2n q² + b q + c.
  const b = (2 * pairs - fixed + broken) * difference - fixed - broken;
  const c = -broken * difference * (1 - difference);
  const root = Math.sqrt(Math.max(0, b * b - 8 * pairs * c));
  const share = b > 0 ? (-2 * c) / (b + root) : (root - b) / (4 * pairs);
  const variance = pairs * (2 * share + difference * (1 - difference));
  const beyond = fixed - broken - pairs * difference;
  return beyond === 0 ? 0 : beyond / Math.sqrt(Math.max(0, variance));
}
