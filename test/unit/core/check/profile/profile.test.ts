import { describe, expect, it } from 'vitest';
import { detectableDifferences, discordantShare } from '../../../../../src/core/check/profile/detectable';
import { distributionOf } from '../../../../../src/core/check/profile/distribution';
import { labelCode, labelShares } from '../../../../../src/core/check/profile/labels';
import { characters } from '../../../../../src/core/check/rowFacts';

describe('detectableDifferences', () => {
  it('is given for assumed shares and for the one seen', () => {
    const { cases, alpha, power } = detectableDifferences(1000, 0.05);
    expect([alpha, power]).toEqual([0.05, 0.8]);
    expect(cases.map(({ discordant }) => discordant)).toEqual([0.1, 0.2, 0.3, 0.05]);
  });

  it('takes the seen share from the outcomes', () => {
    const none = { broken: 0, fixed: 0, 'both-right': 0, 'both-wrong': 0, error: 3, 'not-run': 4 };
    expect(discordantShare(none)).toBeUndefined();
    expect(discordantShare({ ...none, broken: 1, fixed: 2, 'both-right': 5, 'both-wrong': 4 })).toBe(0.25);
  });
});

describe('distributionOf', () => {
  it('has nearest-rank quantiles and bins of round widths', () => {
    const values = Uint32Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(distributionOf(values)).toMatchObject({ min: 1, median: 50, p95: 95, max: 100, mean: 50.5 });
    const { bins } = distributionOf(values);
    expect(bins[0]).toEqual({ from: 0, to: 5, count: 4 });
    expect(bins.at(-1)).toEqual({ from: 100, to: 105, count: 1 });
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(100);
  });

  it('of one value and of none', () => {
    expect(distributionOf(Uint32Array.of(7))).toEqual({
      min: 7,
      median: 7,
      p95: 7,
      max: 7,
      mean: 7,
      bins: [{ from: 7, to: 8, count: 1 }],
    });
    expect(distributionOf(new Uint32Array(0))).toEqual({ min: 0, median: 0, p95: 0, max: 0, mean: 0, bins: [] });
  });
});

describe('labels', () => {
  const shares = (...references: (string | undefined)[]): ReturnType<typeof labelShares> =>
    labelShares(
      Uint32Array.from(references, (reference) => (reference === undefined ? 0 : labelCode(reference))),
      (row) => references[row],
    );

  it('are counted, most frequent first', () => {
    expect(shares('yes', 'no', undefined, 'no', 'yes ', 'no')).toEqual([
      { value: 'no', count: 3 },
      { value: 'yes', count: 2 },
    ]);
  });

  it('are none where they are long or do not repeat', () => {
    expect(shares('x'.repeat(80), 'x'.repeat(80))).toEqual([{ value: 'x'.repeat(80), count: 2 }]);
    expect(shares('a', 'a', 'x'.repeat(81))).toBeUndefined();
    expect(shares('a', 'b', 'c')).toBeUndefined();
    expect(shares(...Array.from({ length: 450 }, (_, at) => `l${at % 200}`))).toHaveLength(30);
    expect(shares(...Array.from({ length: 450 }, (_, at) => `l${at % 201}`))).toBeUndefined();
  });
});

describe('characters', () => {
  it('counts code points', () => {
    expect(['', 'aé', '😀x😀', '\ud83d', '\ude00\ud83d'].map(characters)).toEqual([0, 2, 3, 1, 2]);
  });
});
