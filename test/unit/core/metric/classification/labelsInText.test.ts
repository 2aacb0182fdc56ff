import { describe, expect, it } from 'vitest';
import {
  labelFinder,
  labelList,
  type LabelExtraction,
} from '../../../../../src/core/metric/classification/labelsInText';

const LABELS = ['Limitation of Liability', 'Liability', 'Term', 'A', 'B', '积极', '消极', '👍', 'C++'];
const finder = labelFinder(LABELS);

function named(text: string, extraction: LabelExtraction): string | undefined {
  const place = finder.one(text, extraction);
  return place === undefined ? undefined : LABELS[place];
}

describe('the label of an answer', () => {
  it('is the whole answer with exact', () => {
    expect(named(' Term\n', 'exact')).toBe('Term');
    expect(named('term', 'exact')).toBeUndefined();
    expect(named('Term.', 'exact')).toBeUndefined();
    expect(named('', 'exact')).toBeUndefined();
  });

  it.each([
    ['It is a term, not a liability.', 'Term', 'Liability'],
    ['limitation of liability', 'Limitation of Liability', 'Limitation of Liability'],
    ['**LIABILITY** (see Term)', 'Liability', 'Term'],
    ['Terms and determination', undefined, undefined],
    ['term_1 term2 terme\u0301', undefined, undefined],
    ['A term', 'A', 'Term'],
    ['a term', 'Term', 'Term'],
    ['(B)', 'B', 'B'],
    ['这是积极的，不是消极的', '积极', '消极'],
    ['答案是Term。', 'Term', 'Term'],
    ['ok👍ok', '👍', '👍'],
    ['I like C++.', 'C++', 'C++'],
    ['İ Term', 'Term', 'Term'],
    ['nothing of the kind', undefined, undefined],
    ['', undefined, undefined],
  ])('is the first or last one that stands in %j', (text, first, last) => {
    expect(named(text, 'first')).toBe(first);
    expect(named(text, 'last')).toBe(last);
  });

  it.each([
    ['Not a term. Answer: Liability', 'Liability'],
    ['Answer: Term\nNo, wait.\n**Answer:** liability, I think; no term', 'Liability'],
    ['ANSWER ： B', 'B'],
    ['The answer is Term', undefined],
    ['Term. Answer:', undefined],
  ])('is what stands behind the last “Answer:” in %j', (text, label) => {
    expect(named(text, 'after')).toBe(label);
  });

  it('may be several', () => {
    const several = (text: string, extraction: LabelExtraction): string[] =>
      Array.from(finder.several(text, extraction), (place) => LABELS[place] ?? '');
    expect(several('["Term", "Liability", "Other", 1, null]', 'exact')).toEqual(['Term', 'Liability']);
    expect(several('B; A\nB', 'exact')).toEqual(['B', 'A']);
    expect(several('Both term and liability. Term!', 'first')).toEqual(['Term', 'Liability']);
    expect(several('Term? Answer: A, B', 'after')).toEqual(['A', 'B']);
  });

  it('is found in linear time, whatever the text', () => {
    const many = labelFinder(Array.from({ length: 2000 }, (_, i) => `${'a'.repeat(50)}${i}`));
    expect(many.one('a'.repeat(20_000), 'first')).toBeUndefined();
    expect(finder.one('answer '.repeat(100_000), 'after')).toBeUndefined();
  });
});

describe('a list of labels', () => {
  it.each([
    ['a, b;c\nd', ['a', 'b', 'c', 'd']],
    ['甲、乙，丙', ['甲', '乙', '丙']],
    ['["a, b", "c"]', ['a, b', 'c']],
    ['```json\n["a"]\n```', ['a']],
    ['see [1]', ['see [1]']],
    [' ,, ', []],
    ['[]', []],
  ])('%j', (text, items) => {
    expect(labelList(text)).toEqual(items);
  });
});
