import { describe, expect, it } from 'vitest';
import { choiceLetter, multipleChoice } from '../../../../../src/core/metric/question/multipleChoice';
import { scored } from '../scored';

describe('the letter of an answer', () => {
  it.each([
    ['B', 'B'],
    [' b \n', 'B'],
    ['(B)', 'B'],
    ['**B**', 'B'],
    ['$\\boxed{C}$', 'C'],
    ['B.', 'B'],
    ['"D"', 'D'],
    ['Answer: C', 'C'],
    ['A or B? Let me think.\n\n**Answer: D**', 'D'],
    ['Answer: A. Wait, no. Answer: (B)', 'B'],
    ['The correct answer is B, because A is wrong.', 'B'],
    ['The answer is option C.', 'C'],
    ['The answer is: **E**', 'E'],
    ['The best choice is (d)', 'D'],
    ['答案是B。', 'B'],
    ['B) A contract needs consideration.', 'B'],
    ['C. Because (A) is void', 'C'],
    ['Neither (A) nor (B) but (C) holds', 'C'],
    ['So it must be \\boxed{\\text{J}}', 'J'],
  ])('%j names %s', (text, letter) => {
    expect(choiceLetter(text)).toBe(letter);
  });

  it.each([
    '',
    'I do not know.',
    'The answer is a contract.',
    'A contract is void',
    'K',
    'The answer is 42',
    'é',
    '👍',
  ])('%j names none', (text) => {
    expect(choiceLetter(text)).toBeUndefined();
  });

  it('is found in linear time', () => {
    const hostile = ['answer:' + ' '.repeat(200_000), 'answer: option '.repeat(50_000), `(${' '.repeat(200_000)}x`];
    for (const text of hostile) expect(choiceLetter(text)).toBeUndefined();
  });
});

it('scores the letter against that of the references', () => {
  expect(multipleChoice.score(scored('It is (B).', 'B) yes', 'C'))).toBe(1);
  expect(multipleChoice.score(scored('It is (D).', 'B', 'C'))).toBe(0);
  expect(multipleChoice.score(scored('No idea', 'B'))).toBe(0);
  expect(multipleChoice.score(scored('B', 'no letter'))).toBeUndefined();
});
