import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaQuantile, regularizedBeta } from '../../../../src/core/stats/beta';
import { binomialCdf, binomialPmf, binomialSf } from '../../../../src/core/stats/binomial';
import { chiSquaredSf } from '../../../../src/core/stats/chiSquared';
import { logGamma, regularizedGammaP, regularizedGammaQ } from '../../../../src/core/stats/gamma';
import { erf, erfc, normalCdf, normalQuantile, normalSf } from '../../../../src/core/stats/normal';
import { studentTSf } from '../../../../src/core/stats/studentT';
import { golden, relativeError } from './golden';

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  logGamma: (x = NaN) => logGamma(x),
  regularizedGammaP: (a = NaN, x = NaN) => regularizedGammaP(a, x),
  regularizedGammaQ: (a = NaN, x = NaN) => regularizedGammaQ(a, x),
  regularizedBeta: (a = NaN, b = NaN, x = NaN) => regularizedBeta(a, b, x),
  erf: (x = NaN) => erf(x),
  erfc: (x = NaN) => erfc(x),
  normalCdf: (z = NaN) => normalCdf(z),
  normalSf: (z = NaN) => normalSf(z),
  normalQuantile: (p = NaN) => normalQuantile(p),
  chiSquaredSf: (x = NaN, freedom = NaN) => chiSquaredSf(x, freedom),
  studentTSf: (t = NaN, freedom = NaN) => studentTSf(t, freedom),
  binomialPmf: (k = NaN, n = NaN, p = NaN) => binomialPmf(k, n, p),
  binomialCdf: (k = NaN, n = NaN, p = NaN) => binomialCdf(k, n, p),
  binomialSf: (k = NaN, n = NaN, p = NaN) => binomialSf(k, n, p),
};

describe('distributions against mpmath and SciPy', () => {
  it('has golden values of every function, and knows what made them', () => {
    expect(Object.keys(golden.distributions).sort()).toEqual(Object.keys(FUNCTIONS).sort());
    expect(golden.versions).toMatchObject({ scipy: '1.17.1', statsmodels: '0.15.0', 'scikit-learn': '1.9.1' });
    const smallest = Math.min(
      ...Object.values(golden.distributions).flatMap((rows) => rows.map((row) => row.at(-1) ?? 1)),
    );
    expect(smallest).toBeLessThan(1e-100);
  });

  it.each(Object.keys(FUNCTIONS))('%s has a relative error of 1e-12 at most', (name) => {
    const rows = golden.distributions[name] ?? [];
    expect(rows.length).toBeGreaterThan(20);
    const off = rows.filter(
      (row) => !(relativeError(FUNCTIONS[name]?.(...row.slice(0, -1)), row.at(-1) ?? NaN) <= 1e-12),
    );
    expect(off).toEqual([]);
  });
});

describe('laws of the distributions', () => {
  it('quantiles undo what they are quantiles of', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.999, noNaN: true }), (p) => {
        expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-11);
      }),
    );
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 2000 }),
        (p, a, b) => {
          expect(regularizedBeta(a, b, betaQuantile(p, a, b))).toBeCloseTo(p, 9);
        },
      ),
    );
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, 0]);
  });

  it('the tails of a binomial distribution add up to 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.double({ min: 0, max: 1, noNaN: true }), (k, more, p) => {
        expect(binomialCdf(k, k + more, p) + binomialSf(k, k + more, p)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('know their ends and what they are not made for', () => {
    expect([erf(0), erfc(0), erfc(-Infinity), normalSf(Infinity), normalCdf(Infinity)]).toEqual([0, 1, 2, 0, 1]);
    expect([chiSquaredSf(0, 1), chiSquaredSf(-1, 1), chiSquaredSf(Infinity, 1)]).toEqual([1, 1, 0]);
    expect([regularizedBeta(2, 3, 0), regularizedBeta(2, 3, 1)]).toEqual([0, 1]);
    expect([binomialPmf(-1, 3, 0.5), binomialPmf(4, 3, 0.5), binomialPmf(0, 3, 0), binomialPmf(3, 3, 1)]).toEqual([
      0, 0, 1, 1,
    ]);
    expect([logGamma(0), logGamma(-1), normalQuantile(1.1), normalCdf(NaN), studentTSf(NaN, 3)]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });
});
