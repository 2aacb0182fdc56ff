import { deviance, stirlingError } from './gamma';

/**
 * Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) x^a y^b for a, b > 0 and x + y = 1: the probability of `a` among `a + b` where both
 * are whole. In Loader's way (see `deviance`), so that it is right where its factors are huge or tiny.
 */
export function binomialPower(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b));
}
