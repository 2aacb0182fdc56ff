import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_STATE, readSavedState, type SavedState } from '../../../webview/state';

describe('readSavedState', () => {
  it('reads what was saved', () => {
    const saved: SavedState = {
      dataset: 'file:///data/eval.jsonl',
      sample: 'abc',
      text: 'note:yes',
      outcomes: ['broken', 'error'],
      sort: 'change',
      sides: 'models',
      unit: 'lines',
      drafts: {
        abc: {
          verdict: 'tie',
          categories: { base: ['x'], tuned: [] },
          note: 'n',
          correction: 'c',
          ratings: { tuned: { accuracy: 4 } },
          basedOn: '2026-11-23T10:20:00Z',
        },
      },
    };
    expect(readSavedState(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  });

  it('drops what it does not understand, and never throws', () => {
    expect(readSavedState(undefined)).toEqual(EMPTY_STATE);
    expect(
      readSavedState({
        sample: 7,
        outcomes: ['broken', 'gone'],
        sort: 'size',
        unit: 'x',
        drafts: { a: 1, b: { note: 5 } },
      }),
    ).toEqual({
      ...EMPTY_STATE,
      outcomes: ['broken'],
      drafts: { b: { categories: {}, note: '', correction: '', basedOn: '' } },
    });
    fc.assert(fc.property(fc.anything(), (value) => void readSavedState(value)));
    fc.assert(fc.property(fc.anything(), (value) => void readSavedState({ drafts: { a: value }, outcomes: value })));
  });
});
