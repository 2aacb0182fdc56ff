import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandsOf, BANDS, jaccard, minHash, SIGNATURE_LENGTH } from '../../../../../src/core/check/whole/minHash';
import { mix } from '../../../../../src/core/check/whole/textHash';

function signatureOf(members: Iterable<number>): Uint32Array {
  const signature = new Uint32Array(SIGNATURE_LENGTH);
  minHash(Uint32Array.from(members, mix), signature);
  return signature;
}

function estimate(a: Iterable<number>, b: Iterable<number>): number {
  const [left, right] = [signatureOf(a), signatureOf(b)];
  return left.filter((value, at) => value === right[at]).length / SIGNATURE_LENGTH;
}

/** Two sets of whole numbers with `common` members in both and `own` in each alone. */
function pair(from: number, common: number, own: number): readonly [Set<number>, Set<number>] {
  const run = (start: number, length: number): number[] => Array.from({ length }, (_, at) => start + at);
  const shared = run(from, common);
  return [new Set([...shared, ...run(from + common, own)]), new Set([...shared, ...run(from + common + own, own)])];
}

describe('jaccard', () => {
  it('is intersection by union', () => {
    expect(jaccard(new Set([1, 2, 3]), new Set([2, 3, 4]))).toBe(0.5);
    expect(jaccard(new Set([1]), new Set([1]))).toBe(1);
    expect(jaccard(new Set(), new Set())).toBe(0);
  });
});

describe('minHash', () => {
  it('estimates the Jaccard similarity within five standard deviations', () => {
    fc.assert(
      fc.property(
        fc.nat(1e9),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        (from, common, own) => {
          const [a, b] = pair(from, common, own);
          const exact = common / (common + 2 * own);
          const members = common + 2 * own;
          // At most as many values are independent as the sets have members.
          const deviation = Math.sqrt((exact * (1 - exact)) / Math.min(SIGNATURE_LENGTH, members));
          expect(Math.abs(estimate(a, b) - exact)).toBeLessThanOrEqual(6 * deviation + 1e-9);
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });

  it.each([
    [8, 1],
    [80, 10],
    [800, 100],
    [20, 20],
    [200, 200],
  ])('is unbiased: %i members in common, %i in each alone', (common, own) => {
    const exact = common / (common + 2 * own);
    const rounds = 400;
    let sum = 0;
    for (let round = 0; round < rounds; round++) sum += estimate(...pair(round * 10_000, common, own));
    const deviation = Math.sqrt((exact * (1 - exact)) / Math.min(SIGNATURE_LENGTH, common + 2 * own) / rounds);
    expect(Math.abs(sum / rounds - exact)).toBeLessThanOrEqual(4 * deviation);
  });

  it('finds similar sets by a common band as often as 1 - (1 - s^6)^20', () => {
    const sharesBand = (a: Iterable<number>, b: Iterable<number>): boolean => {
      const bands = new Uint32Array(2 * BANDS);
      bandsOf(signatureOf(a), bands, 0);
      bandsOf(signatureOf(b), bands, BANDS);
      return bands.subarray(0, BANDS).some((band, at) => band === bands[BANDS + at]);
    };
    const found = (common: number, own: number): number => {
      let count = 0;
      for (let round = 0; round < 500; round++) if (sharesBand(...pair(round * 10_000, common, own))) count++;
      return count / 500;
    };
    // By the formula 0.998, 0.27 and 0.00128 for similarities of 0.8, 0.5 and 0.2.
    expect(found(800, 100)).toBeGreaterThan(0.98);
    expect(found(400, 200)).toBeGreaterThan(0.15);
    expect(found(400, 200)).toBeLessThan(0.4);
    expect(found(200, 400)).toBeLessThan(0.02);
  });

  it('is the same for repeats and for any order', () => {
    expect(signatureOf([3, 1, 2, 2, 1])).toEqual(signatureOf([1, 2, 3]));
  });
});
