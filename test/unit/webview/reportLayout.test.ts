import { expect, it } from 'vitest';
import { readLayout } from '../../../webview/report/layout';

it('what an earlier page left behind is read, and what is not understood dropped', () => {
  const sorts = { metrics: { column: 3, ascending: false }, slices: { column: 'x', ascending: true }, other: null };
  const { sorts: read, open } = readLayout({ sorts, open: ['readings', 7] });
  expect([...read]).toEqual([['metrics', { column: 3, ascending: false }]]);
  expect([...open]).toEqual(['readings']);
  for (const state of [undefined, null, 'x', [], { sorts: 1, open: {} }]) {
    expect([...readLayout(state).sorts, ...readLayout(state).open]).toEqual([]);
  }
});
