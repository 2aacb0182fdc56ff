import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needleOf, type Needle } from '../../../src/core/compare/needle';
import { ASCII_ESCAPES, ByteSearch, needlePatterns, type BytePattern } from '../../../src/node/byteSearch';

const needle = (text: string, anyCase = false, escapes: readonly string[] = []): Needle => ({ text, anyCase, escapes });

/** Places in a text at which a pattern stands, searched in a block of just its length. */
function find(patterns: readonly BytePattern[], text: string): number[] {
  const bytes = Buffer.from(text);
  const search = new ByteSearch(patterns, bytes.length);
  bytes.copy(search.block);
  return Array.from(search.find(bytes.length));
}

/** The definition: every place at which the bytes are those of the word, or the other case of its ASCII letters. */
function placesOf(bytes: Uint8Array, word: Uint8Array, anyCase: boolean): number[] {
  const lower = (byte = -1): number => (anyCase && byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);
  return Array.from(bytes.keys()).filter(
    (at) => at + word.length <= bytes.length && word.every((byte, i) => lower(bytes[at + i]) === lower(byte)),
  );
}

/** Bytes of few kinds, or of all: letters, what differs from them in the bit of case, and what has no case. */
const someBytes = (maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    ...['ab', 'aAbB', 'a\x01A!@`{[', 'é\u00c3'].map((kinds) =>
      fc.array(fc.constantFrom(...Buffer.from(kinds)), { maxLength }).map((bytes) => Uint8Array.from(bytes)),
    ),
    fc.uint8Array({ maxLength }),
  );

describe('ByteSearch', () => {
  it('finds every place of any word of 1 to 64 bytes, in blocks of any length', () => {
    const words = fc.tuple(
      fc.string({ unit: fc.constantFrom('a', 'b', 'z', '7', '_', '{', 'é'), minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 64 }),
    );
    fc.assert(
      fc.property(words, fc.boolean(), fc.array(someBytes(150), { maxLength: 6 }), ([unit, length], anyCase, parts) => {
        const word = Buffer.from(unit.repeat(length))
          .subarray(0, length)
          .toString('latin1')
          .replace(/[^\0-\x7f]/g, 'q');
        const between = Buffer.from(anyCase ? word.toUpperCase() : word);
        const bytes = Buffer.concat(parts.flatMap((part) => [part, between]));
        const [pattern] = needlePatterns(needle(word, anyCase));
        const search = new ByteSearch(pattern ? [pattern] : [], bytes.length + 7);
        // What stands behind the bytes is not to be found.
        search.block.fill(between[0] ?? 0);
        bytes.copy(search.block);
        expect(Array.from(search.find(bytes.length))).toEqual(placesOf(bytes, Buffer.from(word), anyCase));
      }),
      { numRuns: 3000 },
    );
  });

  it('finds in one block what it would in others that overlap', () => {
    fc.assert(
      fc.property(
        someBytes(400),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 20, max: 70 }),
        (bytes, length, size) => {
          const word = Buffer.from('abaBAbaab').subarray(0, length);
          const search = new ByteSearch(needlePatterns(needle(word.toString().toLowerCase(), true)), size);
          const found: number[] = [];
          for (let at = 0; at < bytes.length; at += size - search.length + 1) {
            const part = bytes.subarray(at, at + size);
            search.block.set(part);
            for (const place of search.find(part.length)) found.push(at + place);
          }
          expect(found).toEqual(placesOf(bytes, word, true));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('finds escapes among the words, in order', () => {
    const patterns = needlePatterns(needle('abc', true, ['\\u00', '\\u540c']));
    expect(find(patterns, '\\u540C ABC \\u0041 abc \\u00e9 \\u0079 \\u540c \\u00')).toEqual([0, 7, 11, 18, 29, 36]);
    expect(Math.max(...patterns.map(({ bytes }) => bytes.length))).toBe(6);
  });

  it('looks for no escapes where there are none', () => {
    expect(find(needlePatterns(needle('abc', true, ['\\u00']), false), '\\u0041 abc')).toEqual([7]);
  });

  it('takes escapes of the digits 0 to 7 for those of ASCII', () => {
    const text = Array.from('0123456789abcdef', (digit) => `\\u00${digit}0`).join('');
    expect(find([ASCII_ESCAPES], text)).toEqual([0, 6, 12, 18, 24, 30, 36, 42]);
  });

  it('finds words outside ASCII as they are', () => {
    const word = needleOf('合同', true);
    expect(word).toEqual({ text: '合同', anyCase: true, escapes: ['\\u5408', '\\u540c'] });
    expect(find(needlePatterns(word ?? needle('')), '合合同')).toEqual([3]);
  });

  it('finds words longer than a byte can count', () => {
    const word = 'ab'.repeat(400);
    expect(find(needlePatterns(needle(word, true)), `b${word.toUpperCase()}`)).toEqual([1]);
  });

  it('finds nothing in a block shorter than the word', () => {
    expect(find(needlePatterns(needle('abcdefgh')), 'abc')).toEqual([]);
  });
});
