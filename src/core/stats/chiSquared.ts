import { regularizedGammaQ } from './gamma';

/** Probability of more than `x` under the chi-squared distribution with `freedom` degrees of freedom. */
export function chiSquaredSf(x: number, freedom: number): number {
  return regularizedGammaQ(freedom / 2, x / 2);
}
