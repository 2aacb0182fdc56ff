import { regularizedBeta } from './beta';

/** Probability of more than `t` under Student's t distribution with `freedom` degrees of freedom. */
export function studentTSf(t: number, freedom: number): number {
  if (t < 0) return 1 - studentTSf(-t, freedom);
  const total = freedom + t * t;
  return regularizedBeta(freedom / 2, 0.5, freedom / total, (t * t) / total) / 2;
}
