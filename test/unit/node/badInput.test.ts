/**
 * What people's files bring, as a person meets it: the dataset's worker opens the file, says what is wrong and where, and
 * everything else stays usable.
 */
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../../../src/core/dataset/sample';
import { HumanError } from '../../../src/core/humanError';
import { DatasetDatabase } from '../../../src/node/datasetDatabase';
import { sniffDataset } from '../../../src/node/datasetDiscovery';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuning-fork-bad-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const good = (id: string): string => JSON.stringify({ id, prompt: `What is ${id}?`, completion: 'A clause.' });

async function opened(name: string, content: string | Uint8Array): Promise<DatasetDatabase> {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const database = new DatasetDatabase(() => undefined);
  await database.open({ file, path: name, runsFolder: path.join(folder, 'runs') });
  await database.whenReady();
  return database;
}

/** Every row in a word: a sample's id, or the line and the reason of a bad one. */
async function rows(name: string, content: string | Uint8Array): Promise<string[]> {
  const read: Row[] = await (await opened(name, content)).readRows({ offset: 0, limit: 100 });
  return read.map((row) => (row.kind === 'sample' ? row.id : `line ${row.line}: ${row.reason}`));
}

async function refusal(name: string, content: string | Uint8Array): Promise<string> {
  const error: unknown = await opened(name, content).catch((reason: unknown) => reason);
  if (error instanceof HumanError) return error.message;
  throw new Error(`${name} was opened.`);
}

describe('lines', () => {
  it('with bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${good('a')}\n{"prompt":"`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}\n'),
    ]);
    expect(await rows('eval.jsonl', Buffer.concat([bytes, Buffer.from(good('b'))]))).toEqual([
      'a',
      'line 2: This row is not valid UTF-8; save the file as UTF-8.',
      'b',
    ]);
  });

  it('in UTF-16, whichever byte comes first', async () => {
    const text = `\ufeff${good('a')}\n${good('b')}\n`;
    const little = Buffer.from(text, 'utf16le');
    expect(await rows('little.jsonl', little)).toEqual(['a', 'b']);
    expect(await rows('big.jsonl', Buffer.from(little).swap16())).toEqual(['a', 'b']);
  });

  it('with NUL bytes', async () => {
    const [first, second, third] = await rows('eval.jsonl', `${good('a')}\n{"prompt":"x\0y"}\n${good('b')}\n`);
    expect([first, third]).toEqual(['a', 'b']);
    expect(second).toMatch(/^line 2: This is not valid JSON: at column \d+, .+\.$/);
  });

  it('ended by carriage returns alone, or each in its own way', async () => {
    expect(await rows('cr.jsonl', `${good('a')}\r${good('b')}\r`)).toEqual(['a', 'b']);
    expect(await rows('mixed.jsonl', `${good('a')}\r\n${good('b')}\n${good('c')}\r\n`)).toEqual(['a', 'b', 'c']);
  });

  it('nested 20,000 levels deep, with NaN, or cut off at the end', async () => {
    const deep = `{"prompt":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const read = await rows('eval.jsonl', `${good('a')}\n${deep}\n{"prompt":NaN}\n${good('b')}\n{"prompt":"cut o`);
    expect([read[0], read[3]]).toEqual(['a', 'b']);
    expect(read[1]).toMatch(/^line 2: .*nested/);
    expect(read[2]).toMatch(/^line 3: This is not valid JSON: at column 11, /);
    expect(read[4]).toMatch(/^line 5: This is not valid JSON: /);
  });

  it('of 200 MB', async () => {
    const long = Buffer.alloc(200 * 1024 * 1024, 0x78);
    const content = Buffer.concat([Buffer.from(`${good('a')}\n`), long, Buffer.from(`\n${good('b')}\n`)]);
    expect(await rows('eval.jsonl', content)).toEqual([
      'a',
      'line 2: This row is 200.0 MB long; rows over 16 MB are not read.',
      'b',
    ]);
  });

  it('with numbers that JavaScript cannot hold: ids stay as they are written', async () => {
    const row = (id: string): string => `{"id":${id},"prompt":"What is ${id}?","completion":"A clause."}`;
    const read = await rows('eval.jsonl', `${row('9007199254740993')}\n${row('9007199254740992')}\n`);
    expect(new Set(read).size).toBe(2);
  });
});

describe('tables', () => {
  it('with columns named __proto__ and columns of one name', async () => {
    const database = await opened('eval.csv', 'prompt,answer,__proto__,note,note\nWhat?,This,own,one,two\n');
    const [row] = await database.readRows({ offset: 0, limit: 1 });
    const metadata = row?.kind === 'sample' ? row.metadata : {};
    expect(Object.entries(metadata)).toEqual([
      ['__proto__', 'own'],
      ['note', 'one'],
      ['note 2', 'two'],
    ]);
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
  });

  it('with a quotation mark that is never closed, and ends of lines of every kind', async () => {
    const read = await rows('eval.csv', 'id,prompt,answer\r\na,What?,This\rb,"Why,That\nc,Who?,She\r\n');
    expect([read[0], read[2]]).toEqual(['a', 'c']);
    expect(read[1]).toBe('line 3: A quotation mark is opened and never closed.');
  });
});

describe('files of another kind under the name of a dataset', () => {
  it('are refused with what they are', async () => {
    expect(await refusal('eval.jsonl', gzipSync(good('a')))).toMatch(
      /^eval\.jsonl cannot be opened as a dataset: .*gzip/,
    );
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect(await refusal('eval.jsonl', png)).toMatch(
      /^eval\.jsonl cannot be opened as a dataset: .*(PNG|picture|image)/i,
    );
    expect(await refusal('eval.parquet', 'PAR1 and no more')).toMatch(/^eval\.parquet .+\.$/);
    expect(await refusal('log.eval', 'PK\u0003\u0004 and no more')).toMatch(/^log\.eval .+\.$/);
  });

  it('are passed over when datasets are looked for, as are links that lead to themselves', async () => {
    const gzip = path.join(folder, 'eval.jsonl');
    writeFileSync(gzip, gzipSync(good('a')));
    const loop = path.join(folder, 'loop.jsonl');
    symlinkSync(loop, loop);
    expect(await sniffDataset(gzip)).toBeUndefined();
    expect(await sniffDataset(loop)).toBeUndefined();
  });

  it('are YAML whose aliases unfold without end', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(',')}]`,
    );
    const bomb = `l0: &l0 [x,x]\n${levels.join('\n')}\ntests:\n  - vars: {question: What?}\n    assert: [{type: equals, value: This}]\n  - vars: *l12\n`;
    const outcome = await rows('promptfooconfig.yaml', bomb).catch((error: unknown) =>
      error instanceof HumanError ? [error.message] : [],
    );
    expect(outcome.join('\n')).toMatch(/alias/i);
  });
});

describe('a file that goes away or gets shorter', () => {
  it('is said to be gone', async () => {
    const database = await opened('eval.jsonl', `${good('a')}\n${good('b')}\n`);
    rmSync(path.join(folder, 'eval.jsonl'));
    const { state, error } = await database.reload({});
    expect(state).toBe('failed');
    expect(error).toMatch(/^eval\.jsonl is not there any more; restore it/);
  });

  it('is read as it stands now', async () => {
    const database = await opened('eval.jsonl', `${good('a')}\n${good('b')}\n`);
    truncateSync(path.join(folder, 'eval.jsonl'), good('a').length + 10);
    await database.reload({});
    const read = await database.readRows({ offset: 0, limit: 10 });
    expect(read.map((row) => (row.kind === 'sample' ? row.id : row.line))).toEqual(['a', 2]);
  });
});
