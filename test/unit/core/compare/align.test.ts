import { diffArrays } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignSteps, NO_MATCH, type AlignLimits } from '../../../../src/core/compare/align';
import { anchorsOf } from '../../../../src/core/compare/anchors';
import { lcsLengthSteps, lcsSteps } from '../../../../src/core/compare/bitLcs';
import { nearlyEqualRuns } from '../../../../src/core/compare/nearlyEqual';
import { runToEnd } from '../../../../src/core/compare/steps';

/** Length of a longest common subsequence by the textbook recurrence. */
function plainLcs(a: Int32Array, b: Int32Array): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    b.forEach((y, j) => next.push(x === y ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0)));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Length of a longest common subsequence from jsdiff's shortest edit script. */
function jsdiffLcs(a: Int32Array, b: Int32Array): number {
  return diffArrays(Array.from(a), Array.from(b)).reduce((sum, c) => sum + (c.added || c.removed ? 0 : c.count), 0);
}

/** How many are matched; fails when partners are unequal or do not ascend. */
function matched(a: Int32Array, b: Int32Array, match: Int32Array): number {
  let last = -1;
  let count = 0;
  expect(match.length).toBe(a.length);
  match.forEach((j, i) => {
    if (j === NO_MATCH) return;
    expect(j).toBeGreaterThan(last);
    expect(b[j]).toBe(a[i]);
    last = j;
    count++;
  });
  return count;
}

const sequence = (size: number, letters: number): fc.Arbitrary<Int32Array> =>
  fc.array(fc.nat(letters - 1), { maxLength: size }).map((values) => Int32Array.from(values));

const twoSequences = fc.oneof(
  fc.tuple(sequence(12, 3), sequence(12, 3)),
  fc.tuple(sequence(150, 4), sequence(150, 4)),
  fc.tuple(sequence(150, 60), sequence(150, 60)),
);

/** The numbers 0 … 2^16 in an order that is the same for everybody. */
function random(length: number, letters: number, seed: number): Int32Array {
  let state = seed;
  return Int32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) % letters;
  });
}

describe('lcsSteps', () => {
  it('finds as many pairs as the textbook recurrence', () => {
    fc.assert(
      fc.property(twoSequences, ([a, b]) => {
        const pairs = runToEnd(lcsSteps(a, b));
        const match = new Int32Array(a.length).fill(NO_MATCH);
        pairs.a.forEach((i, k) => (match[i] = pairs.b[k] ?? NO_MATCH));
        expect(matched(a, b, match)).toBe(plainLcs(a, b));
        expect(pairs.b.length).toBe(pairs.a.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('carries over many words of bits', () => {
    // One element of b, then a long stretch in which every word of bits is all ones.
    const a = Int32Array.from({ length: 1000 }, (_, i) => (i === 0 || i === 999 ? 1 : 2));
    const b = Int32Array.from([1, 1, 1]);
    expect(runToEnd(lcsSteps(a, b)).a).toEqual(Int32Array.from([0, 999]));
  });
});

describe('lcsLengthSteps', () => {
  it('gives the length for every beginning of the second sequence', () => {
    fc.assert(
      fc.property(twoSequences, ([a, b]) => {
        const lengths = runToEnd(lcsLengthSteps(a, b));
        expect(Array.from(lengths)).toEqual(
          Array.from({ length: b.length + 1 }, (_, j) => plainLcs(a, b.subarray(0, j))),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('nearlyEqualRuns', () => {
  it('finds a longest common subsequence within the edits allowed, else nothing', () => {
    fc.assert(
      fc.property(twoSequences, fc.nat(40), ([a, b], maxEdits) => {
        const length = plainLcs(a, b);
        const runs = nearlyEqualRuns(a, b, maxEdits);
        if (a.length + b.length - 2 * length > maxEdits) {
          expect(runs).toBeUndefined();
          return;
        }
        const match = new Int32Array(a.length).fill(NO_MATCH);
        for (const run of runs ?? []) for (let k = 0; k < run.count; k++) match[run.a + k] = run.b + k;
        expect(matched(a, b, match)).toBe(length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('anchorsOf', () => {
  const anchors = (a: number[], b: number[]): [number[], number[]] => {
    const found = anchorsOf(Int32Array.from(a), Int32Array.from(b));
    return [[...found.a], [...found.b]];
  };

  it('takes elements that are unique on both sides and in order', () => {
    expect(anchors([1, 5, 5, 2, 3], [9, 1, 2, 5, 3])).toEqual([
      [0, 3, 4],
      [1, 2, 4],
    ]);
  });

  it('takes the longest chain of those that keep their order', () => {
    expect(anchors([1, 2, 3, 4], [4, 1, 2, 3])).toEqual([
      [0, 1, 2],
      [1, 2, 3],
    ]);
  });

  it('takes none when most of them changed their order', () => {
    expect(anchors([1, 2, 3, 4, 5], [5, 4, 3, 2, 1])).toEqual([[], []]);
  });
});

describe('alignSteps', () => {
  const align = (a: Int32Array, b: Int32Array, limits?: AlignLimits): number =>
    matched(a, b, runToEnd(alignSteps(a, b, limits)));

  it('matches as many as a longest common subsequence has', () => {
    fc.assert(
      fc.property(twoSequences, ([a, b]) => {
        expect(align(a, b)).toBe(plainLcs(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it('loses nothing by splitting what is too large for one table', () => {
    fc.assert(
      fc.property(sequence(120, 3), sequence(120, 3), (a, b) => {
        expect(align(a, b, { near: 0, rows: 16, anchors: 1e6, cells: 1e6 })).toBe(plainLcs(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it('stays a valid alignment with anchors and past the last limit', () => {
    fc.assert(
      fc.property(twoSequences, ([a, b]) => {
        align(a, b, { near: 0, rows: 16, anchors: 16, cells: 1e6 });
        align(a, b, { near: 0, rows: 16, anchors: 16, cells: 64 });
      }),
      { numRuns: 300 },
    );
  });

  it('anchors long texts by what is unique in them', () => {
    const a = Int32Array.from([1, 2, 1, 2, 100, 1, 2, 1, 101, 2]);
    const b = Int32Array.from([2, 1, 2, 2, 100, 2, 1, 1, 101, 1]);
    const match = runToEnd(alignSteps(a, b, { near: 0, rows: 1, anchors: 1, cells: 0 }));
    expect([match[4], match[8]]).toEqual([4, 8]);
  });

  it('agrees with jsdiff on longer texts, and does not mind their order', () => {
    const a = random(2500, 300, 1);
    const b = random(2400, 300, 2);
    const length = jsdiffLcs(a, b);
    expect(align(a, b)).toBe(length);
    expect(align(b, a)).toBe(length);
  });

  it('agrees with jsdiff on texts that are nearly equal', () => {
    const a = random(20_000, 2000, 3);
    const b = a.filter((_, i) => i % 500 !== 7).map((value, i) => (i % 400 === 5 ? 2000 + (i % 7) : value));
    expect(align(a, b)).toBe(jsdiffLcs(a, b));
  });

  it('aligns 40,000 words that share most, with their parts moved about', () => {
    const a = random(40_000, 500, 4);
    const b = Int32Array.from([...a.subarray(20_000), ...a.subarray(0, 20_000)]);
    expect(align(a, b)).toBeGreaterThanOrEqual(20_000);
  });
});
