import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
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
    ['overwritten by more', () => writeFileSync(path, line('z') + line('b'))],
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

describe('a dataset file that another thread has indexed', () => {
  it.each([
    ['lines', line('a') + '\n' + line('b')],
    [
      'a list',
      `[\n${JSON.stringify({ prompt: 'a', completion: 'x' })},\n${JSON.stringify({ prompt: 'b', completion: 'x' })}]`,
    ],
  ])('has the same rows where it is %s', async (_, text) => {
    const indexed = await open(text);
    const again = await DatasetFile.openIndexed(structuredClone(indexed.indexed));
    try {
      expect(again?.readRows(0, 9)).toEqual(indexed.readRows(0, 9));
      expect(again?.rowCount).toBe(indexed.rowCount);
    } finally {
      again?.close();
    }
  });

  it('is not opened when it is another file by now', async () => {
    const { indexed } = await open(line('a'));
    writeFileSync(`${path}.new`, line('a'));
    renameSync(`${path}.new`, path);
    expect(await DatasetFile.openIndexed(indexed)).toBeUndefined();
  });
});

describe('a dataset file that grows', () => {
  const csvHead = 'question,answer\n';

  /** Appends to a file that is open and continues it; reads a fresh one beside it. */
  async function grow(
    name: string,
    before: string,
    added: string,
  ): Promise<{ grown: DatasetFile | undefined; fresh: DatasetFile; old: DatasetFile }> {
    path = join(folder, name);
    const old = await open(before);
    const rows = old.readRows(0, 9);
    writeFileSync(path, added, { flag: 'a' });
    expect(old.isStale()).toBe(true);
    expect(old.readRows(0, 9)).toEqual(rows);
    const grown = await DatasetFile.openGrown(old);
    const fresh = await DatasetFile.open(path);
    for (const each of [grown, fresh]) {
      await each?.index();
      await each?.identify();
    }
    return { grown, fresh, old };
  }

  it.each([
    ['a.jsonl', line('a') + line('b'), line('c') + line('a')],
    ['a.jsonl', line('a') + line('b').slice(0, 9), line('b').slice(9) + line('c')],
    ['a.jsonl', `${line('a')}${line('b')}\n\n`, `\n${line('c')}`],
    ['a.jsonl', line('a').trim(), `\r\n${line('b')}`],
    ['a.jsonl', `{"id":"x","prompt":"a"}\n{"id":"y","prompt":"b"}\n`, `{"id":"x","prompt":"c"}\n`],
    ['a.csv', `${csvHead}a,1\n"b\nc",2\nd`, `e,"3"\n"f",4`],
    ['a.csv', `${csvHead}a,1\n\r\nb,2\r`, `\nc,3\n`],
  ])('is continued as if it were read anew: %s %j + %j', async (name, before, added) => {
    const { grown, fresh, old } = await grow(name, before, added);
    expect(grown?.readRows(0, 99)).toEqual(fresh.readRows(0, 99));
    expect([grown?.sha256, grown?.badRows, grown?.rowCount]).toEqual([fresh.sha256, fresh.badRows, fresh.rowCount]);
    const ids = Array.from({ length: fresh.rowCount }, (_, row) => fresh.idOfRow(row));
    expect(ids.map((_, row) => grown?.idOfRow(row))).toEqual(ids);
    for (const each of [grown, fresh, old]) each?.close();
  });

  it('does not read its old rows again', async () => {
    path = join(folder, 'big.jsonl');
    const old = await open(line('a'.repeat(5000)) + line('b'.repeat(5000)) + line('c'.repeat(70_000_000)) + line('d'));
    writeFileSync(path, line('e'), { flag: 'a' });
    // What stands between beginning and end of a big file is not looked at, so a change there shows what is read again.
    const fd = openSync(path, 'r+');
    writeSync(fd, 'z', 7000);
    closeSync(fd);
    const grown = await DatasetFile.openGrown(old);
    const fresh = await DatasetFile.open(path);
    for (const each of [grown, fresh]) {
      await each?.index();
      await each?.identify();
    }
    expect(grown?.rowCount).toBe(5);
    expect(grown?.readRow(4)).toMatchObject({ messages: [{ content: 'e' }] });
    expect(grown?.idOfRow(1)).toBe(old.idOfRow(1));
    expect(fresh.idOfRow(1)).not.toBe(old.idOfRow(1));
    for (const each of [grown, fresh, old]) each?.close();
  });

  it.each([
    [
      'was edited, too',
      'a.jsonl',
      line('a') + line('b'),
      (): void => writeFileSync(path, line('z') + line('b') + line('c')),
    ],
    [
      'is one list',
      'a.json',
      '[{"prompt":"a","completion":"b"},',
      (): void => writeFileSync(path, '{"prompt":"c"}]', { flag: 'a' }),
    ],
    [
      'has a quotation mark that is closed now',
      'a.csv',
      `${csvHead}a,"1\nb,2\n`,
      (): void => writeFileSync(path, `",x\n`, { flag: 'a' }),
    ],
    ['is shorter', 'a.jsonl', line('a') + line('b'), (): void => truncateSync(path, 20)],
  ])('is read anew where it %s', async (_name, name, before, change) => {
    path = join(folder, name);
    const old = await open(before);
    change();
    expect(await DatasetFile.openGrown(old)).toBeUndefined();
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
