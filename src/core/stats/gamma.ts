/** ζ(k) − 1 for k = 2, 3, …: the coefficients of ln Γ about 2 (NIST DLMF 5.7.3). */
const ZETA_LESS_ONE = [
  0.644934066848226436, 0.202056903159594285, 0.0823232337111381915, 0.0369277551433699263, 0.0173430619844491397,
  0.00834927738192282684, 0.00407735619794433938, 0.00200839282608221442, 0.000994575127818085337,
  0.000494188604119464559, 0.000246086553308048299, 0.000122713347578489147, 0.0000612481350587048293,
  0.0000305882363070204936, 0.0000152822594086518717, 7.63719763789976227e-6, 3.81729326499983986e-6,
  1.90821271655393893e-6, 9.53962033872796113e-7, 4.76932986787806463e-7, 2.3845050272773299e-7, 1.19219925965311073e-7,
  5.96081890512594796e-8, 2.98035035146522802e-8, 1.49015548283650412e-8, 7.45071178983542949e-9,
];
const ONE_LESS_EULER = 0.42278433509846713939;

/** B₂ₖ / (2k (2k − 1)): the coefficients of Stirling's series (NIST DLMF 5.11.1). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
const STIRLING_FROM = 10;

const HALF_LOG_TWO_PI = 0.91893853320467274178;
const MOST_TERMS = 100_000;

/** ln Γ(x) for x > 0, also near its zeros 1 and 2 with full relative accuracy. */
export function logGamma(x: number): number {
  if (!(x > 0)) return NaN;
  if (x >= STIRLING_FROM) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  if (x < 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let rest = x;
  while (rest > 2.5) product *= --rest;
  return logGammaNearTwo(rest - 2) + Math.log(product);
}

/** ln Γ(2 + z) for |z| ≤ 1/2. */
function logGammaNearTwo(z: number): number {
  const sum = ZETA_LESS_ONE.reduceRight((higher, coefficient, at) => coefficient / (at + 2) - z * higher, 0);
  return z * (ONE_LESS_EULER + z * sum);
}

function stirlingSeries(x: number): number {
  const inverseSquare = 1 / (x * x);
  return STIRLING.reduceRight((sum, coefficient) => sum * inverseSquare + coefficient, 0) / x;
}

/** What Stirling's formula leaves out: ln Γ(x + 1) − (x ln x − x + ½ ln 2πx), for x > 0. */
export function stirlingError(x: number): number {
  if (x >= STIRLING_FROM) return stirlingSeries(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

/**
 * x ln(x / mean) + mean − x, without the cancellation: C. Loader, “Fast and Accurate Computation of Binomial
 * Probabilities” (2000). It keeps densities right to the last digits where exponents are large.
 */
export function deviance(x: number, mean: number): number {
  const ratio = (x - mean) / (x + mean);
  if (Math.abs(ratio) > 0.5) return x * Math.log(x / mean) + mean - x;
  const square = ratio * ratio;
  let power = 2 * x * ratio;
  let sum = (x - mean) * ratio;
  for (let odd = 3; odd < MOST_TERMS; odd += 2) {
    power *= square;
    const next = sum + power / odd;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** x^a e^(−x) / Γ(a + 1). */
function gammaPower(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** The regularised lower incomplete gamma function P(a, x), for a > 0. */
export function regularizedGammaP(a: number, x: number): number {
  if (Number.isNaN(a + x)) return NaN;
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}

/** The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), for a > 0. Accurate in its far tail. */
export function regularizedGammaQ(a: number, x: number): number {
  if (Number.isNaN(a + x)) return NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}

/** P(a, x) as a series of positive terms (NIST DLMF 8.11.4). */
function gammaSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < MOST_TERMS; k++) {
    term *= x / (a + k);
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return gammaPower(a, x) * sum;
}

/** Q(a, x) as a continued fraction (NIST DLMF 8.9.2), evaluated by Lentz's method. */
function gammaFraction(a: number, x: number): number {
  let b = x - a + 1;
  let d = 1 / b;
  let c = Infinity;
  let fraction = d;
  for (let k = 1; k < MOST_TERMS; k++) {
    const numerator = k * (a - k);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < Number.EPSILON) break;
  }
  return gammaPower(a, x) * a * fraction;
}
