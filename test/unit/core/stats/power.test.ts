import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  detectableMeanDifference,
  detectableShareDifference,
  moreSamples,
  samplesForMeans,
  samplesForShares,
} from '../../../../src/core/stats/power';
import { golden, relativeError } from './golden';

describe('samples needed', () => {
  it('are those of the formulas with SciPy’s quantiles', () => {
    for (const [discordant = NaN, difference = NaN, expected = NaN] of golden.power.shares)
      expect(relativeError(samplesForShares(discordant, difference), expected)).toBeLessThan(1e-12);
    for (const [deviation = NaN, difference = NaN, expected = NaN] of golden.power.means)
      expect(relativeError(samplesForMeans(deviation, difference), expected)).toBeLessThan(1e-12);
  });

  it('give the differences that so many show', () => {
    // SciPy's brentq. In 20,000 simulated samples each, the uncorrected test showed these with a power of 0.79 to 0.88.
    for (const [samples = NaN, discordant = NaN, expected = NaN] of golden.power.detectableShares)
      expect(detectableShareDifference(samples, discordant)).toBeCloseTo(expected, 12);
    for (const [deviation = NaN, difference = NaN, samples = NaN] of golden.power.means)
      expect(relativeError(detectableMeanDifference(samples, deviation), difference)).toBeLessThan(1e-12);
  });

  it('show no difference where there are too few', () => {
    expect(detectableShareDifference(5, 0.1)).toBeUndefined();
    expect(detectableShareDifference(0, 0.1)).toBeUndefined();
    expect(detectableShareDifference(100, 0)).toBeUndefined();
  });

  it('are the same in both directions, and more for a lower level and a smaller difference', () => {
    const share = fc.double({ min: 0.01, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(share, share, (discordant, part) => {
        const difference = part * discordant;
        const needed = samplesForShares(discordant, difference);
        expect(samplesForShares(discordant, -difference)).toBe(needed);
        expect(samplesForShares(discordant, difference, 0.01)).toBeGreaterThan(needed);
        expect(samplesForShares(discordant, difference / 2)).toBeGreaterThan(needed);
        expect(samplesForMeans(discordant, -difference)).toBe(samplesForMeans(discordant, difference));
      }),
    );
  });

  it('are told as those that are missing, rounded up to two digits', () => {
    expect(moreSamples(40, 171.2)).toBe(140);
    expect(moreSamples(40, 40.1)).toBe(1);
    expect(moreSamples(1000, 2357)).toBe(1400);
    expect(moreSamples(40, 40)).toBeUndefined();
    expect(moreSamples(40, samplesForShares(0.2, 0))).toBeUndefined();
    expect(moreSamples(40, NaN)).toBeUndefined();
  });
});
