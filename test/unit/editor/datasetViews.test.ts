import { describe, expect, it } from 'vitest';
import type { Memento, Uri } from 'vscode';
import { DatasetViews } from '../../../src/editor/datasetViews';

/** What is kept with a workspace: as JSON, as VS Code keeps it. */
function memento(): Memento {
  const kept = new Map<string, string>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => {
      const text = kept.get(key);
      return text === undefined ? otherwise : (JSON.parse(text) as T);
    },
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, JSON.stringify(value))),
  };
}

const uri = (path: string): Uri => ({ toString: () => `file://${path}` }) as Uri;

describe('DatasetViews', () => {
  it('keeps filter and grouping of each dataset for the next window', () => {
    const state = memento();
    const views = new DatasetViews(state);
    views.set(uri('/a'), { filter: 'task:terms', groupBy: 'split' });
    views.set(uri('/b'), { filter: 'rent' });
    views.set(uri('/b'), { filter: '' });
    const next = new DatasetViews(state);
    expect(next.of(uri('/a'))).toEqual({ filter: 'task:terms', groupBy: 'split' });
    expect(next.of(uri('/b'))).toEqual({ filter: '' });
    expect(next.filtered).toBe(true);
  });

  it('clears filters and leaves groupings', () => {
    const state = memento();
    const views = new DatasetViews(state);
    views.set(uri('/a'), { filter: 'x', groupBy: 'split' });
    views.set(uri('/b'), { filter: 'x' });
    views.clearFilters();
    expect(views.filtered).toBe(false);
    expect(new DatasetViews(state).of(uri('/a'))).toEqual({ filter: '', groupBy: 'split' });
  });

  it('takes a dataset named like a member of objects', () => {
    const views = new DatasetViews(memento());
    views.set({ toString: () => '__proto__' } as Uri, { filter: 'x' });
    expect(views.of({ toString: () => '__proto__' } as Uri)).toEqual({ filter: 'x' });
  });
});
