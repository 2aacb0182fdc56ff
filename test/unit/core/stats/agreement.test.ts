import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohensKappa } from '../../../../src/core/stats/cohensKappa';
import { fleissKappa } from '../../../../src/core/stats/fleissKappa';
import { krippendorffAlpha } from '../../../../src/core/stats/krippendorffAlpha';
import { golden } from './golden';

describe('Cohen’s kappa', () => {
  it.each(golden.kappa)('is scikit-learn’s: $none', ({ counts, ...expected }) => {
    for (const weights of ['none', 'linear', 'quadratic'] as const)
      expect(cohensKappa(counts, weights)).toBeCloseTo(expected[weights], 12);
  });

  it('is 1 for agreement, and absent where there is nothing to disagree on', () => {
    expect(
      cohensKappa([
        [3, 0],
        [0, 4],
      ]),
    ).toBe(1);
    expect(
      cohensKappa([
        [7, 0],
        [0, 0],
      ]),
    ).toBeUndefined();
    expect(cohensKappa([])).toBeUndefined();
  });

  it('does not care which rater is which', () => {
    const row = fc.array(fc.nat(30), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 3 }), (counts) => {
        const turned = counts.map((_, label) => counts.map((line) => line[label] ?? 0));
        for (const weights of ['none', 'linear', 'quadratic'] as const) {
          const [kappa, other] = [cohensKappa(counts, weights), cohensKappa(turned, weights)];
          expect(other === undefined).toBe(kappa === undefined);
          if (kappa !== undefined) expect(other).toBeCloseTo(kappa, 12);
          expect(kappa ?? 0).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('Fleiss’ kappa', () => {
  it.each(golden.fleiss)('is statsmodels’: $kappa', ({ counts, kappa }) => {
    expect(fleissKappa(counts)).toBeCloseTo(kappa, 12);
  });

  it('is 1 for agreement, and absent where there is nothing to disagree on', () => {
    expect(
      fleissKappa([
        [3, 0],
        [0, 3],
      ]),
    ).toBe(1);
    expect(
      fleissKappa([
        [3, 0],
        [3, 0],
      ]),
    ).toBeUndefined();
    expect(fleissKappa([])).toBeUndefined();
  });
});

describe('Krippendorff’s alpha', () => {
  it('has the published values', () => {
    // Krippendorff 2011, example C: four observers, twelve units, values missing.
    const units = [
      [1, 1, 1],
      [2, 2, 3, 2],
      [3, 3, 3, 3],
      [3, 3, 3, 3],
      [2, 2, 2, 2],
      [1, 2, 3, 4],
      [4, 4, 4, 4],
      [1, 1, 2, 1],
      [2, 2, 2, 2],
      [5, 5, 5],
      [1, 1],
      [3],
    ];
    expect(krippendorffAlpha(units, 'nominal')).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(units, 'ordinal')).toBeCloseTo(0.815, 3);
    expect(krippendorffAlpha(units, 'interval')).toBeCloseTo(0.849, 3);
  });

  it.each(golden.alpha)('is what all pairs of values say: $nominal', ({ items, ...expected }) => {
    for (const level of ['nominal', 'ordinal', 'interval'] as const)
      expect(krippendorffAlpha(items, level)).toBeCloseTo(expected[level], 12);
  });

  it('does not care who rated, nor, of an interval scale, where it begins and what its unit is', () => {
    const items = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }), { maxLength: 15 });
    fc.assert(
      fc.property(items, (list) => {
        const alpha = krippendorffAlpha(list, 'interval');
        const other = krippendorffAlpha(
          list.map((values) => values.map((value) => 3 * value - 7).reverse()),
          'interval',
        );
        expect(other === undefined).toBe(alpha === undefined);
        if (alpha !== undefined) expect(other).toBeCloseTo(alpha, 12);
        expect(alpha ?? 0).toBeLessThanOrEqual(1);
      }),
    );
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'nominal',
      ),
    ).toBeUndefined();
    expect(krippendorffAlpha([[1], [2]], 'nominal')).toBeUndefined();
  });
});
