import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, holm } from '../../../../src/core/stats/multipleTests';
import { golden, relativeError } from './golden';

const ADJUSTMENTS = { holm, benjaminiHochberg };

describe.each(['holm', 'benjaminiHochberg'] as const)('%s', (name) => {
  const adjust = ADJUSTMENTS[name];

  it.each(golden.multiple)('of $p, as statsmodels', (expected) => {
    for (const [at, value] of adjust(expected.p).entries())
      expect(relativeError(value, expected[name][at] ?? NaN)).toBeLessThan(1e-14);
  });

  it('only makes p greater, keeps their order, and does not care for it', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { maxLength: 12 }), (values) => {
        const adjusted = adjust(values);
        for (const [at, value] of values.entries()) {
          expect(adjusted[at]).toBeGreaterThanOrEqual(value);
          expect(adjusted[at]).toBeLessThanOrEqual(1);
          for (const [other, less] of values.entries())
            if (less <= value) expect(adjusted[other]).toBeLessThanOrEqual(adjusted[at] ?? NaN);
        }
        expect(adjust([...values].reverse())).toEqual(adjusted.reverse());
      }),
    );
  });
});
