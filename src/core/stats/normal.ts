import { regularizedGammaP, regularizedGammaQ } from './gamma';

const SQRT_TWO_PI = 2.5066282746310005024;
const TWO_OVER_SQRT_PI = 1.1283791670955125739;
const MOST_ROUNDS = 50;

/** The error function. */
export function erf(x: number): number {
  // The square of a smaller number may be 0.
  if (Math.abs(x) < 1e-8) return TWO_OVER_SQRT_PI * x;
  return Math.sign(x) * regularizedGammaP(0.5, x * x);
}

/** 1 − erf(x), accurate in its far tail. */
export function erfc(x: number): number {
  return x > 0 ? regularizedGammaQ(0.5, x * x) : 1 - erf(x);
}

/** Probability of at most `z` under the standard normal distribution. */
export function normalCdf(z: number): number {
  return normalSf(-z);
}

/** Probability of more than `z` under the standard normal distribution. */
export function normalSf(z: number): number {
  if (z > 0) return regularizedGammaQ(0.5, (z * z) / 2) / 2;
  return 0.5 + regularizedGammaP(0.5, (z * z) / 2) / 2;
}

/** The z of which `normalCdf` is `probability`; infinite for 0 and 1. */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return NaN;
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability === 0) return -Infinity;
  return probability > 0.25 ? centralQuantile(probability - 0.5) : -tailQuantile(probability);
}

/** Newton's method on cdf(z) − ½, which keeps the digits of a quantile near 0. */
function centralQuantile(beyondHalf: number): number {
  let z = beyondHalf * SQRT_TWO_PI;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = (erf(z / Math.SQRT2) / 2 - beyondHalf) * SQRT_TWO_PI * Math.exp((z * z) / 2);
    z -= step;
    if (Math.abs(step) <= Math.abs(z) * 1e-15) break;
  }
  return z;
}

/** Newton's method on ln sf(z), which is nearly a parabola: a few rounds suffice down to the smallest numbers. */
function tailQuantile(upper: number): number {
  let z = Math.sqrt(-2 * Math.log(upper));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const sf = normalSf(z);
    const step = (Math.log(sf / upper) * sf * SQRT_TWO_PI) / Math.exp((-z * z) / 2);
    z += step;
    if (Math.abs(step) <= z * 1e-15) break;
  }
  return z;
}
