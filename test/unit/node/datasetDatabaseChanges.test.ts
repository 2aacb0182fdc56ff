import { closeSync, openSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatasetInfo } from '../../../src/node/datasetStore';
import { ALL, answer, base, DatasetFolder, header, NEVER, tuned } from './support/datasetFolder';

let at: DatasetFolder;

beforeEach(() => {
  at = new DatasetFolder();
  at.writeRows(rowsUpTo(2));
});
afterEach(() => at.remove());

function rowsUpTo(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    prompt: `Which clause? Number ${index}.`,
    completion: 'Payment',
  }));
}

/** Grows with the number of open files: of twenty more, each gets the lowest number that is free. */
function highestFileNumber(): number {
  const numbers = Array.from({ length: 20 }, () => openSync(at.file, 'r'));
  for (const number of numbers) closeSync(number);
  return Math.max(...numbers);
}

describe('a dataset that changes while it is read', () => {
  it('is ready only when the last of several reloads is through', async () => {
    const database = await at.open();
    at.replaceRows(rowsUpTo(20_000));
    const first = database.reload({});
    const waiting = database.whenReady();
    at.replaceRows(rowsUpTo(30_000));
    const second = database.reload({});
    for (const info of await Promise.all([first, waiting, second])) {
      expect(info).toMatchObject({ state: 'ready', rows: 30_000 });
    }
  });

  it('shows what was there until everything of the new file is there, results included', async () => {
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [
      answer('s1', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('s1', 'tuned', 'Payment', '2026-01-01T00:00:01Z'),
    ]);
    const seen: DatasetInfo[] = [];
    const database = await at.open(undefined, (info) => seen.push(info));
    at.replaceRows(rowsUpTo(60_000));
    const start = seen.length;
    await database.reload({});
    await expect.poll(() => seen.at(-1)?.rows).toBe(60_000);
    expect(new Set(seen.slice(start).map(({ rows }) => rows))).toEqual(new Set([2, 60_000]));
    expect(
      seen.slice(start).every(({ state, summary }) => state === 'ready' && summary.outcomes['both-right'] === 1),
    ).toBe(true);
  });

  it('continues a file that has grown, whose rows can be read all the while', async () => {
    const database = await at.open();
    const { sha256 } = await database.whenReady();
    at.writeRows(rowsUpTo(3));
    expect(await database.readRows({ offset: 0, limit: 9 })).toHaveLength(2);
    const info = await database.reload({});
    expect(info).toMatchObject({ state: 'ready', rows: 3, badRows: 0 });
    expect(info.sha256).not.toBe(sha256);
    expect((await database.detail({ id: 's2' })).line).toBe(3);
  });

  it('answers a search from the new file when the old one is replaced under it', async () => {
    at.replaceRows(rowsUpTo(100_000));
    const database = await at.open();
    at.replaceRows(rowsUpTo(3));
    const search = () => database.list({ ...ALL, text: 'clause', offset: 0, limit: 1 }, NEVER);
    const searching = search();
    await database.reload({});
    expect((await searching).total).toBeGreaterThan(0);
    expect(await search()).toMatchObject({ total: 3 });
  });

  it('closes the files of reloads that were overtaken', async () => {
    const database = await at.open();
    const before = highestFileNumber();
    const reloads = Array.from({ length: 40 }, () => {
      at.replaceRows(rowsUpTo(3));
      return database.reload({});
    });
    await Promise.all(reloads);
    expect(highestFileNumber()).toBeLessThan(before + 20);
  });

  it('takes up again when a configuration that could not be used is put right', async () => {
    const database = await at.open();
    const wrong = await database.reload({ config: { files: '*.jsonl', format: 'no-such-format' } });
    expect(wrong).toMatchObject({ state: 'failed', error: expect.stringContaining('no-such-format') as string });
    expect(await database.reload({})).toMatchObject({ state: 'ready', rows: 2 });
    expect(await database.readRows({ offset: 0, limit: 5 })).toHaveLength(2);
  });

  it('lets a run go on whose dataset is saved under it, and keeps its responses', async () => {
    const database = await at.open();
    const responses = [
      answer('s0', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('s0', 'tuned', 'Warranty', '2026-01-01T00:00:01Z'),
    ];
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), responses, false);
    at.writeRows(rowsUpTo(4));
    await database.addResponses({ run: 'r1', responses });
    expect((await database.reload({})).summary.outcomes.broken).toBe(1);
  });
});

describe('reading journals again', () => {
  it('makes no newer snapshot when none has grown', async () => {
    const journal = header('r1', '2026-01-01T00:00:00Z');
    await at.writeRun(journal, [answer('s0', 'base', 'Payment', '2026-01-01T00:00:01Z')]);
    const database = await at.open();
    const { revision } = await database.whenReady();
    await database.runs();
    expect((await database.reloadRuns()).revision).toBe(revision);
    await at.writeRun(header('r2', '2026-01-02T00:00:00Z'), []);
    expect((await database.reloadRuns()).revision).toBeGreaterThan(revision);
  });

  it('counts for a role the model of the newest run that has it', async () => {
    const other = { ...base, model: 'base-model-2' };
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z', { base, tuned }), [
      answer('s0', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('s1', 'base', 'Payment', '2026-01-01T00:00:01Z'),
    ]);
    await at.writeRun(header('r2', '2026-01-02T00:00:00Z', { base: other }), [
      answer('s0', 'base', 'Warranty', '2026-01-02T00:00:01Z'),
    ]);
    await at.writeRun(header('r3', '2026-01-03T00:00:00Z', { tuned }), [
      answer('s0', 'tuned', 'Payment', '2026-01-03T00:00:01Z'),
    ]);
    const database = await at.open();
    expect((await database.detail({ id: 's0' })).responses['base']).toMatchObject({ text: 'Warranty' });
    expect((await database.detail({ id: 's1' })).responses).toEqual({});
  });

  it('does not show what stands in a journal that was changed underneath', async () => {
    const response = answer('s0', 'base', 'Payment', '2026-01-01T00:00:01Z');
    const journal = await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [response], false);
    const database = await at.open();
    const { size } = statSync(journal);
    writeFileSync(journal, 'null\n'.padStart(size));
    expect((await database.detail({ id: 's0' })).responses).toEqual({});
    expect(await database.findCached({ keys: ['base s0', '__proto__'] })).toEqual({});
  });
});
