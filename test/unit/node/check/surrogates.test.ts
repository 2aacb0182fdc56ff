import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SurrogateScan } from '../../../../src/node/check/surrogates';

/** Asks about a row within a block. */
function mayFind(before: string, row: string, after: string): boolean {
  const block = Buffer.from(before + row + after);
  const from = Buffer.byteLength(before);
  return new SurrogateScan(block).mayFind(row, from, from + Buffer.byteLength(row));
}

describe('SurrogateScan', () => {
  it('finds each character of four bytes, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 0x10000, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (before, a, wide, b, after) => {
          expect(mayFind(before, a + wide + b, after)).toBe(true);
        },
      ),
    );
  });

  it('finds escapes, which may stand for such a character', () => {
    expect(mayFind('', String.raw`{"a":"\ud83d\ude00"}`, '')).toBe(true);
  });

  it('finds nothing in other texts', () => {
    for (const text of ['', 'plain', 'Gewährleistung', 'договор 合同条款 ⚖️', '\uffff'.repeat(9)]) {
      expect(mayFind('ab', text, 'plain text behind')).toBe(false);
    }
  });
});
