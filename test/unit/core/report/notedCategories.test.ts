import { expect, it } from 'vitest';
import type { Note } from '../../../../src/core/note/note';
import { notedCategories } from '../../../../src/core/report/notedCategories';

const note = (sample: string, reviewer: string, categories?: Note['categories']): Note => ({
  sample,
  line: 1,
  reviewer,
  updated: '2026-11-23T10:20:00Z',
  ...(categories && { categories }),
});

it('notes of all reviewers on a sample count once, and one without a category counts too', () => {
  const notes = [
    note('a', 'Kim', { base: ['wrong-clause'], tuned: [] }),
    note('b', 'Kim'),
    note('a', 'Robin', { base: ['wrong-clause', 'not-json'], tuned: ['wrong-number'], third: ['x'] }),
  ];
  expect(notedCategories(notes)).toEqual([
    { sample: 'a', base: ['wrong-clause', 'not-json'], tuned: ['wrong-number'] },
    { sample: 'b', base: [], tuned: [] },
  ]);
});
