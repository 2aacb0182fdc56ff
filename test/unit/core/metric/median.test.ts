import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median } from '../../../../src/core/metric/median';

it.each([
  [[7], 7],
  [[3, 1], 2],
  [[5, 1, 3], 3],
  [[4, 1, 3, 2], 2.5],
  [[2, 2, 2, 2, 9], 2],
])('median of %j', (values, expected) => {
  expect(median(Float64Array.from(values))).toBe(expected);
});

it('is the middle of the sorted values', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const sorted = [...values].sort((a, b) => a - b);
      const half = sorted.length >> 1;
      const low = sorted[sorted.length % 2 === 1 ? half : half - 1] ?? NaN;
      expect(median(Float64Array.from(values))).toBeCloseTo((low + (sorted[half] ?? NaN)) / 2, 6);
    }),
  );
});
