import { binomialPower } from './binomialPower';
import { bisect } from './bisect';

const MOST_TERMS = 100_000;

/**
 * The regularised incomplete beta function I_x(a, b), for a, b > 0. Accurate in its far tail; the other tail is
 * I_y(b, a) with the arguments exchanged.
 * @param y 1 − x, for who knows it better than the subtraction
 */
export function regularizedBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (Number.isNaN(a + b + x + y)) return NaN;
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return b * x <= a * y ? betaFraction(a, b, x, y) : 1 - betaFraction(b, a, y, x);
}

/**
 * I_x(a, b) as the continued fraction of A. R. DiDonato and A. H. Morris, “Algorithm 708”, ACM TOMS 18 (1992),
 * equation 9, by Lentz's method; for x ≤ a / (a + b).
 */
function betaFraction(a: number, b: number, x: number, y: number): number {
  const lambda = a * y - b * x;
  const denominator = (n: number): number =>
    n + (n === 0 ? 0 : (n * (b - n) * x) / (a + 2 * n - 1)) + ((a + n) / (a + 2 * n + 1)) * (lambda + 1 + n * (1 + y));
  let c = denominator(0);
  let d = 1 / c;
  let fraction = d;
  c = Infinity;
  for (let n = 1; n < MOST_TERMS; n++) {
    const scale = x / (a + 2 * n - 1);
    const numerator = (a + n - 1) * (a + b + n - 1) * n * (b - n) * scale * scale;
    const next = denominator(n);
    d = 1 / (next + numerator * d);
    c = next + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < Number.EPSILON) break;
  }
  return ((a * b) / (a + b)) * binomialPower(a, b, x, y) * fraction;
}

/** The x at which I_x(a, b) is `probability`, from 0 to 1. */
export function betaQuantile(probability: number, a: number, b: number): number {
  return bisect((x) => regularizedBeta(a, b, x) < probability, 0, 1);
}
