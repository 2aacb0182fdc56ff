import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needleOf, type Needle } from '../../../src/core/compare/needle';
import { ByteSearch } from '../../../src/node/byteSearch';

const needle = (text: string, anyCase = false, escapes: readonly string[] = []): Needle => ({ text, anyCase, escapes });

/** The definition: every place at which the text stands. */
function placesOf(text: string, sought: string, anyCase: boolean): number[] {
  const [within, wanted] = anyCase ? [text.toLowerCase(), sought.toLowerCase()] : [text, sought];
  return Array.from(text, (_, at) => at).filter((at) => within.startsWith(wanted, at));
}

describe('ByteSearch', () => {
  it('finds every place, in blocks of any length, whichever way it searches', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '7'), maxLength: 200 });
    const sought = fc.string({ unit: fc.constantFrom('a', 'b', '7'), minLength: 1, maxLength: 5 });
    const sample = fc.constantFrom('', 'a', 'ab7', 'x'.repeat(500), `7${'ab'.repeat(200)}`);
    fc.assert(
      fc.property(letters, sought, fc.boolean(), sample, (text, word, anyCase, bytes) => {
        const search = new ByteSearch(needle(word, anyCase), Buffer.from(bytes));
        expect(search.find(Buffer.from(text))).toEqual(placesOf(text, word, anyCase));
      }),
      { numRuns: 3000 },
    );
  });

  it('finds escapes among the words, in order', () => {
    const search = new ByteSearch(needle('abc', true, ['\\u00', '\\u1']), Buffer.alloc(0));
    expect(search.find(Buffer.from('\\u1 ABC \\u0041 abc \\u00e9 \\u00'))).toEqual([0, 4, 8, 15, 26]);
    expect(search.length).toBe(4);
  });

  it('finds words outside ASCII as they are', () => {
    const word = needleOf('合同', true);
    expect(word).toEqual({ text: '合同', anyCase: true, escapes: ['\\u5408', '\\u540c', '\\u540C'] });
    const search = new ByteSearch(word ?? needle(''), Buffer.alloc(0));
    expect(search.find(Buffer.from('合合同'))).toEqual([3]);
  });

  it('finds words longer than a byte can count', () => {
    const word = 'ab'.repeat(400);
    const search = new ByteSearch(needle(word, true), Buffer.from(word));
    expect(search.find(Buffer.from(`b${word.toUpperCase()}`))).toEqual([1]);
  });
});
