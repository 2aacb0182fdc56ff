import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ngramCount, NgramMatches } from '../../../../../src/core/metric/generation/ngrams';

function counts(words: readonly number[], order: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let at = 0; at < ngramCount(words.length, order); at++) {
    const key = words.slice(at, at + order).join(' ');
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

describe('NgramMatches', () => {
  it('counts an n-gram at most as often as the reference that has it most often, from one comparison to the next', () => {
    const ngrams = new NgramMatches();
    const words = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        words,
        fc.array(words, { maxLength: 3 }),
        fc.integer({ min: 1, max: 6 }),
        (answer, references, order) => {
          const matches = new Int32Array(order);
          ngrams.count(
            Int32Array.from(answer),
            references.map((list) => Int32Array.from(list)),
            order,
            matches,
          );
          for (let n = 1; n <= order; n++) {
            const known = references.map((reference) => counts(reference, n));
            let expected = 0;
            for (const [key, count] of counts(answer, n))
              expected += Math.min(count, Math.max(0, ...known.map((reference) => reference.get(key) ?? 0)));
            expect(matches[n - 1]).toBe(expected);
          }
        },
      ),
    );
  });

  it('takes long texts in between', () => {
    const ngrams = new NgramMatches();
    const long = Int32Array.from({ length: 50_000 }, (_, at) => at % 1000);
    const matches = new Int32Array(4);
    ngrams.count(long, [long], 4, matches);
    expect(Array.from(matches)).toEqual([50_000, 49_999, 49_998, 49_997]);
    const short = new Int32Array(2);
    ngrams.count(Int32Array.of(1, 2, 3), [Int32Array.of(2, 3)], 2, short);
    expect(Array.from(short)).toEqual([2, 1]);
  });
});
