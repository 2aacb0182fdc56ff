import { expect, it } from 'vitest';
import { notesFileOf } from '../../../../src/core/note/notesFileOf';

it.each([
  ['eval.jsonl', 'eval.notes.jsonl'],
  ['data/data.csv', 'data/data.notes.jsonl'],
  ['/home/a.b/eval', '/home/a.b/eval.notes.jsonl'],
  ['C:\\data.v1\\eval', 'C:\\data.v1\\eval.notes.jsonl'],
  ['data/.hidden', 'data/.hidden.notes.jsonl'],
  ['eval.v2.json', 'eval.v2.notes.jsonl'],
])('puts the notes of %s into %s', (dataset, notes) => {
  expect(notesFileOf(dataset)).toBe(notes);
});
