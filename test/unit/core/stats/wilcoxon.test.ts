import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilcoxon } from '../../../../src/core/stats/wilcoxon';
import { golden, relativeError } from './golden';

describe('Wilcoxon’s signed rank test', () => {
  it('has the statistic and the p of scipy.stats.wilcoxon', () => {
    const off = golden.wilcoxon.flatMap(({ base, tuned, statistic, p }) => {
      const found = wilcoxon(Float64Array.from(base), Float64Array.from(tuned));
      const isSame = found.statistic === statistic && relativeError(found.p, p) <= 1e-10;
      return isSame ? [] : [{ found, statistic, p, samples: base.length }];
    });
    expect(off).toEqual([]);
    expect(golden.wilcoxon.length).toBeGreaterThan(18);
    expect(Math.min(...golden.wilcoxon.map(({ p }) => p))).toBeLessThan(1e-100);
  });

  it('does not care which model is which', () => {
    const value = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 70 }), (pairs) => {
        const [base, tuned] = [Float64Array.from(pairs, ([x]) => x), Float64Array.from(pairs, ([, y]) => y)];
        const [found, turned] = [wilcoxon(base, tuned), wilcoxon(tuned, base)];
        expect(turned.statistic).toBe(found.statistic);
        expect(turned.p).toBeCloseTo(found.p, 13);
        expect(found.p).toBeGreaterThan(0);
        expect(found.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('says that equal answers show nothing', () => {
    expect(wilcoxon(new Float64Array(40), new Float64Array(40))).toEqual({
      statistic: 0,
      rankSum: 0,
      p: 1,
      method: 'exact',
      pairs: 0,
    });
  });
});
