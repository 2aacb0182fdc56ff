import { mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatasetFile, type DatasetProgress } from '../../../src/node/datasetFile';

let folder: string;
let path: string;
let file: DatasetFile | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dataset-changes-'));
  path = join(folder, 'eval.jsonl');
});
afterEach(() => {
  file?.close();
  rmSync(folder, { recursive: true });
});

const line = (prompt: string): string => `${JSON.stringify({ prompt, completion: 'x' })}\n`;

async function open(text: string): Promise<DatasetFile> {
  writeFileSync(path, text);
  // A time of its own, so that a later write differs in it however fast it follows.
  utimesSync(path, 1000, 1000);
  file = await DatasetFile.open(path);
  await file.index();
  await file.identify();
  return file;
}

const CHANGED = 'eval.jsonl changed on disk; reload the dataset to see it as it is now.';
const DELETED = 'eval.jsonl was deleted; restore it or close the dataset.';

describe('a dataset file that changes while it is open', () => {
  it('is not stale while nothing happens', async () => {
    expect((await open(line('a'))).isStale()).toBe(false);
  });

  it.each([
    ['truncated', () => truncateSync(path, 5)],
    ['emptied', () => truncateSync(path, 0)],
    ['appended to', () => writeFileSync(path, line('b'), { flag: 'a' })],
    ['overwritten at the same length', () => writeFileSync(path, line('z'))],
  ])('says so when it was %s', async (_name, change) => {
    const opened = await open(line('a'));
    change();
    expect(opened.isStale()).toBe(true);
    expect(() => opened.readRows(0, 1)).toThrow(CHANGED);
    expect(() => opened.readRow(0)).toThrow(CHANGED);
    await expect(opened.index()).rejects.toThrow(CHANGED);
    await expect(opened.identify()).rejects.toThrow(CHANGED);
    await expect(opened.forEachRow(() => true)).rejects.toThrow(CHANGED);
  });

  it('says so when it was deleted', async () => {
    const opened = await open(line('a'));
    rmSync(path);
    expect(opened.isStale()).toBe(true);
    expect(() => opened.readRows(0, 1)).toThrow(DELETED);
  });

  it('goes on showing what was opened when another file takes its place', async () => {
    const opened = await open(line('a'));
    writeFileSync(join(folder, 'new'), line('b'));
    renameSync(join(folder, 'new'), path);
    expect(opened.isStale()).toBe(true);
    expect(opened.readRow(0)).toMatchObject({ messages: [{ content: 'a' }] });
    // Also when nothing but the file itself tells them apart.
    utimesSync(path, 1000, 1000);
    expect(opened.isStale()).toBe(true);
  });

  it('says so when the file is not there, is a folder or is no dataset', async () => {
    await expect(DatasetFile.open(path)).rejects.toThrow(
      'eval.jsonl is not there any more; restore it or close the dataset.',
    );
    mkdirSync(join(folder, 'data.jsonl'));
    await expect(DatasetFile.open(join(folder, 'data.jsonl'))).rejects.toThrow('data.jsonl is not a file');
    writeFileSync(join(folder, 'package.json'), '{\n"name": "x"\n}');
    await expect(DatasetFile.open(join(folder, 'package.json'))).rejects.toThrow(
      'package.json cannot be opened as a dataset: it is neither a list of objects nor one object per line, and holds no list of samples.',
    );
  });

  it('says so after it was closed', async () => {
    const opened = await open(line('a'));
    opened.close();
    expect(() => opened.readRow(0)).toThrow('eval.jsonl was closed.');
  });
});

describe('the passes over a big file', () => {
  // Enough for several turns of each pass.
  const ROWS = 60_000;
  const big = Array.from({ length: ROWS }, (_, row) => line(`${row} ${'x'.repeat(200)}`)).join('');

  it('let rows be read meanwhile, under the ids they keep', async () => {
    writeFileSync(path, big);
    file = await DatasetFile.open(path);
    const reading = file;
    expect(reading.rowCount).toBe(0);
    const during: { rows: number; first: unknown; last: unknown }[] = [];
    const readNow = ({ rows }: DatasetProgress): void => {
      during.push({ rows, first: reading.readRow(0), last: reading.readRow(rows - 1) });
    };
    await reading.index(readNow);
    expect(reading.rowCount).toBe(ROWS);
    await reading.identify(readNow);
    expect(during.length).toBeGreaterThan(2);
    for (const { rows, first, last } of during) {
      expect(first).toEqual(reading.readRow(0));
      expect(last).toEqual(reading.readRow(rows - 1));
    }
    expect(during.at(-1)?.rows).toBe(ROWS);
  });

  it('give way to others', async () => {
    await open(big);
    let turns = 0;
    let isDone = false;
    const others = (): void => {
      turns++;
      if (!isDone) setImmediate(others);
    };
    setImmediate(others);
    await file?.identify();
    isDone = true;
    expect(turns).toBeGreaterThan(3);
  });

  it('stop when they are cancelled', async () => {
    await open(big);
    const controller = new AbortController();
    const cancel = (): void => controller.abort();
    await expect(file?.identify(cancel, controller.signal)).rejects.toThrow('Cancelled.');
    expect(file?.rowCount).toBe(ROWS);
  });

  it('say so when the file changes under them', async () => {
    writeFileSync(path, big);
    file = await DatasetFile.open(path);
    await file.index();
    let isCut = false;
    const cut = (): void => {
      if (!isCut) truncateSync(path, 1000);
      isCut = true;
    };
    await expect(file.identify(cut)).rejects.toThrow(CHANGED);
  });
});
