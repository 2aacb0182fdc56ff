import { regularizedBeta } from './beta';
import { binomialPower } from './binomialPower';

/** Probability of exactly `k` successes in `n` trials of that `probability`; `k` and `n` are whole. */
export function binomialPmf(k: number, n: number, probability: number): number {
  if (k < 0 || k > n) return 0;
  if (probability <= 0) return k === 0 ? 1 : 0;
  if (probability >= 1) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-probability));
  if (k === n) return Math.exp(n * Math.log(probability));
  return binomialPower(k, n - k, probability, 1 - probability);
}

/** Probability of at most `k` successes. */
export function binomialCdf(k: number, n: number, probability: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : regularizedBeta(n - k, k + 1, 1 - probability, probability);
}

/** Probability of more than `k` successes. */
export function binomialSf(k: number, n: number, probability: number): number {
  if (k < 0) return 1;
  return k >= n ? 0 : regularizedBeta(k + 1, n - k, probability, 1 - probability);
}
