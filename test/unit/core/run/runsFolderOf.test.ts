import { expect, it } from 'vitest';
import { runsFolderOf } from '../../../../src/core/run/runsFolderOf';

it.each([
  ['eval.jsonl', '.tuning-fork/runs/eval'],
  ['data/legal.v2.csv', '.tuning-fork/runs/legal.v2'],
  ['data/.hidden', '.tuning-fork/runs/.hidden'],
  ['no-extension', '.tuning-fork/runs/no-extension'],
])('keeps the journals of %s in %s', (dataset, folder) => {
  expect(runsFolderOf(dataset)).toBe(folder);
});
