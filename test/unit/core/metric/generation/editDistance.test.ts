import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../../../src/core/metric/generation/editDistance';
import { codePointsOf } from '../../../../../src/core/metric/pythonText';

/** The table of the definition. */
function byTable(a: readonly number[], b: readonly number[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, element] of a.entries()) {
    const above = row;
    row = [i + 1];
    for (const [j, other] of b.entries()) {
      row.push(Math.min((above[j] ?? 0) + (element === other ? 0 : 1), (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
  }
  return row.at(-1) ?? 0;
}

describe('editDistance', () => {
  it('counts insertions, deletions and substitutions', () => {
    expect(editDistance(codePointsOf('kitten'), codePointsOf('sitting'))).toBe(3);
    expect(editDistance(codePointsOf('👍a'), codePointsOf('👎a'))).toBe(1);
    expect(editDistance(codePointsOf(''), codePointsOf('abc'))).toBe(3);
    expect(editDistance(codePointsOf(''), codePointsOf(''))).toBe(0);
  });

  it('is that of the table, over blocks of 32 too', () => {
    const sequence = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 150, size: 'max' });
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        expect(editDistance(Int32Array.from(a), Int32Array.from(b))).toBe(byTable(a, b));
      }),
    );
  });
});
