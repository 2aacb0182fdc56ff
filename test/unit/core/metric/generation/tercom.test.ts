import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../../../src/core/metric/generation/editDistance';
import { translationEdits } from '../../../../../src/core/metric/generation/tercom';

const of = (text: string): Int32Array => Int32Array.from(text, (letter) => letter.codePointAt(0) ?? 0);

describe('translationEdits', () => {
  it('counts a move of words that stand together as one edit', () => {
    // Snover et al. 2006, section 3: “this week the saudis denied information published in the new york times” against “saudi
    // arabia denied this week information published in the american new york times”, a letter for each word: a shift, two
    // substitutions and an insertion.
    expect(translationEdits(of('abcsdipencyz'), of('rqdabipengcyz'.replace('g', 'o')))).toBe(4);
    expect(translationEdits(of('defabc'), of('abcdef'))).toBe(1);
    expect(translationEdits(of('abc'), of('abc'))).toBe(0);
  });

  it('counts every word where one text is empty', () => {
    expect(translationEdits(of(''), of('abc'))).toBe(3);
    expect(translationEdits(of('abc'), of(''))).toBe(3);
    expect(translationEdits(of(''), of(''))).toBe(0);
  });

  it('never needs more edits than without shifts, and finds a text equal to itself', () => {
    const words = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 24 }).map((list) => Int32Array.from(list));
    fc.assert(
      fc.property(words, words, (answer, reference) => {
        // The beam holds the whole table of texts so short.
        expect(translationEdits(answer, reference)).toBeLessThanOrEqual(editDistance(answer, reference));
        expect(translationEdits(answer, answer)).toBe(0);
      }),
    );
  });

  it('sees what stands 25 words off the diagonal, and nothing beyond', () => {
    // The same 60 words with others before them in the answer and behind them in the reference: sacreBLEU 2.6.0 says so.
    const same = Array.from({ length: 60 }, (_, at) => at);
    const edits = (others: number): number =>
      translationEdits(
        Int32Array.from([...Array.from({ length: others }, (_, at) => 100 + at), ...same]),
        Int32Array.from([...same, ...Array.from({ length: others }, (_, at) => 200 + at)]),
      );
    expect([edits(25), edits(26), edits(28)]).toEqual([50, 86, 88]);
  });

  it('compares 10,000 words in the room of the beam', () => {
    const reference = Int32Array.from({ length: 10_000 }, (_, at) => at);
    const answer = reference.filter((at) => at % 100 !== 0);
    expect(translationEdits(answer, reference)).toBe(100);
  });
});
