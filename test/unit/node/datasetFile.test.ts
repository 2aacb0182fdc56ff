import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetConfig } from '../../../src/core/config/config';
import type { Row } from '../../../src/core/dataset/sample';
import { DatasetFile } from '../../../src/node/datasetFile';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dataset-file-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file and opens it, both passes done. */
async function opened(name: string, content: string | Uint8Array, config?: DatasetConfig): Promise<DatasetFile> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const file = await DatasetFile.open(path, config);
  await file.index();
  await file.identify();
  return file;
}

async function rowsOf(name: string, content: string | Uint8Array, config?: DatasetConfig): Promise<Row[]> {
  const file = await opened(name, content, config);
  const rows = file.readRows(0, file.rowCount);
  file.close();
  return rows;
}

const chat = (prompt: string, answer: string): string =>
  JSON.stringify({
    messages: [
      { role: 'user', content: prompt },
      { role: 'assistant', content: answer },
    ],
  });

/** The id of a prompt of one user message, by the definition of the design. */
const idOf = (prompt: string): string =>
  createHash('sha256')
    .update(`[{"content":${JSON.stringify(prompt)},"role":"user"}]`)
    .digest('hex')
    .slice(0, 12);

const sampleOf = (row: number, line: number, prompt: string, answer: string, id = idOf(prompt)): Row => ({
  kind: 'sample',
  id,
  row,
  line,
  messages: [{ role: 'user', content: prompt }],
  references: [answer],
  metadata: {},
});

describe('DatasetFile', () => {
  it('reads samples, their ids, lines and the file’s hash', async () => {
    const text = `${chat('a', '1')}\n${chat('ä\n„b“', '2')}\n${chat('a', '3')}\n`;
    const file = await opened('chat.jsonl', text);
    expect(file.format).toEqual({ id: 'openai-chat', title: 'OpenAI chat' });
    expect([file.container, file.rowCount, file.badRows]).toEqual(['jsonl', 3, 0]);
    expect(file.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect(file.readRows(0, 10)).toEqual([
      sampleOf(0, 1, 'a', '1'),
      sampleOf(1, 2, 'ä\n„b“', '2'),
      sampleOf(2, 3, 'a', '3', `${idOf('a')}#2`),
    ]);
    expect(file.readRows(1, 1)).toEqual([sampleOf(1, 2, 'ä\n„b“', '2')]);
    expect([file.readRow(3), file.readRow(-1)]).toEqual([undefined, undefined]);
    expect([file.idOfRow(2), file.rowOfId(`${idOf('a')}#2`)]).toEqual([`${idOf('a')}#2`, 2]);
    expect(file.rowOfId('nobody')).toBeUndefined();
    file.close();
  });

  it.each([
    ['byte order mark', `\ufeff${chat('a', '1')}\n${chat('b', '2')}\n`],
    ['CRLF', `${chat('a', '1')}\r\n${chat('b', '2')}\r\n`],
    ['no final line end', `${chat('a', '1')}\n${chat('b', '2')}`],
    ['empty lines at the end', `${chat('a', '1')}\n${chat('b', '2')}\n\n\r\n`],
  ])('reads a file with %s', async (_name, text) => {
    expect(await rowsOf('variant.jsonl', text)).toEqual([sampleOf(0, 1, 'a', '1'), sampleOf(1, 2, 'b', '2')]);
  });

  it('shows every kind of bad row in its place and loses nothing else', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${chat('a', '1')}\n`),
      Buffer.from('{"messages": [}\n'),
      Buffer.from('\n'),
      Buffer.from('[1, 2]\n'),
      Buffer.from('{"messages": "hello"}\n'),
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a]),
      Buffer.from(`{"messages": "${'x'.repeat(17 * 1024 * 1024)}"}\n`),
      Buffer.from(`${chat('b', '2')}\n`),
    ]);
    const file = await opened('bad.jsonl', bytes);
    expect(file.readRows(0, 100)).toEqual([
      sampleOf(0, 1, 'a', '1'),
      { kind: 'bad', row: 1, line: 2, reason: 'This is not valid JSON: at column 15, a value is missing.' },
      { kind: 'bad', row: 2, line: 3, reason: 'The line is empty.' },
      { kind: 'bad', row: 3, line: 4, reason: 'This row is a list, not an object.' },
      { kind: 'bad', row: 4, line: 5, reason: '“messages” is not a list of messages.' },
      { kind: 'bad', row: 5, line: 6, reason: 'This row is not valid UTF-8; save the file as UTF-8.' },
      { kind: 'bad', row: 6, line: 7, reason: 'This row is 17.0 MB long; rows over 16 MB are not read.' },
      sampleOf(7, 8, 'b', '2'),
    ]);
    expect(file.badRows).toBe(6);
    expect([file.isBadRow(1), file.isBadRow(7), file.idOfRow(1)]).toEqual([true, false, undefined]);
    expect(file.rowOfId(idOf('b'))).toBe(7);
    file.close();
  });

  it.each([
    ['empty.jsonl', 'jsonl'],
    ['empty.json', 'json'],
    ['empty.csv', 'csv'],
  ])('opens an empty file %s', async (name, container) => {
    const file = await opened(name, '');
    expect([file.container, file.rowCount, file.readRows(0, 10)]).toEqual([container, 0, []]);
    expect(file.sha256).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    file.close();
  });

  it('reads a list of objects', async () => {
    const text = `[\n  {"instruction": "a", "input": "", "output": "1"},\n  oops,\n  {"instruction": "b", "output": "2"}\n]\n`;
    const file = await opened('alpaca.json', text);
    expect(file.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect(file.readRows(0, 10)).toEqual([
      sampleOf(0, 2, 'a', '1'),
      {
        kind: 'bad',
        row: 1,
        line: 3,
        reason: 'This is not valid JSON: at column 1, a word that is not JSON (texts need double quotation marks).',
      },
      sampleOf(2, 4, 'b', '2'),
    ]);
    file.close();
  });

  it('reads CSV with any line ends', async () => {
    const text = '\ufeffquestion;answer\r\n"a";1\n"b\nc";2\r\n\nd\r"e";3';
    expect(await rowsOf('any.csv', text)).toEqual([
      sampleOf(0, 2, 'a', '1'),
      sampleOf(1, 3, 'b\nc', '2'),
      { kind: 'bad', row: 2, line: 5, reason: 'The line is empty.' },
      { kind: 'bad', row: 3, line: 6, reason: 'This row has 1 field, but the header has 2.' },
      sampleOf(4, 7, 'e', '3'),
    ]);
  });

  it('uses records’ own ids where they are unique', async () => {
    const text = 'id,question,answer\nx1,a,1\nx2,b,2\nx2,c,3\n,d,4\n';
    const file = await opened('ids.csv', text);
    expect(file.readRows(0, 9)).toEqual([
      sampleOf(0, 2, 'a', '1', 'x1'),
      sampleOf(1, 3, 'b', '2'),
      sampleOf(2, 4, 'c', '3'),
      { ...sampleOf(3, 5, 'd', '4'), metadata: { id: '' } },
    ]);
    expect([file.idOfRow(0), file.idOfRow(1)]).toEqual(['x1', idOf('b')]);
    expect([file.rowOfId('x1'), file.rowOfId('x2'), file.rowOfId(idOf('a'))]).toEqual([0, undefined, undefined]);
    file.close();
  });

  it('follows the configuration', async () => {
    const config = { files: '*', format: 'columns', prompt: 'clause', reference: 'kind', id: 'nr' };
    expect(await rowsOf('own.jsonl', '{"nr": 5, "clause": "c", "kind": "k"}\n', config)).toEqual([
      sampleOf(0, 1, 'c', 'k', '5'),
    ]);
    await expect(opened('own.jsonl', '{}', { files: '*', format: 'parquet' })).rejects.toThrow(
      'tuning-fork.json names the format “parquet”; known are openai-preference, preference, openai-batch,',
    );
  });

  it('reads rows longer than a block, and a first row longer than the head', async () => {
    const long = 'x'.repeat(3 * 1024 * 1024);
    const rows = await rowsOf('long.jsonl', `${chat(long, '1')}\n${chat('b', '2')}\n${chat(long, '3')}\n`);
    expect(rows.map((row) => row.kind === 'sample' && [row.references[0], row.messages[0]?.content.length])).toEqual([
      ['1', long.length],
      ['2', 1],
      ['3', long.length],
    ]);
  });

  it('calls back for every row until it is told to stop', async () => {
    const file = await opened('each.jsonl', `${chat('a', '1')}\n\n${chat('b', '2')}\n${chat('c', '3')}\n`);
    const seen: string[] = [];
    await file.forEachRow((row) => seen.push(row.kind) < 3);
    expect(seen).toEqual(['sample', 'bad', 'sample']);
    file.close();
  });

  it('never fails on damaged bytes, and hashes what is there', async () => {
    const contents = [
      ['a.jsonl', `${chat('a', '1')}\n${chat('b', '2')}\r\n{"prompt":"x","completion":"y","id":1}\n`],
      ['a.json', `[${chat('a', '1')},\n${chat('b', '"2\\')}]`],
      ['a.csv', 'id,question,answer\n1,"a\nb",x\r\n2,c,"d ""e"""\n'],
    ] as const;
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...contents), damage, fc.nat(), async ([name, text], changes, cut) => {
        const bytes = Buffer.from(text);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const damaged = bytes.subarray(0, bytes.length - (cut % 20));
        try {
          const rows = await rowsOf(name, damaged);
          for (const row of rows) {
            if (row.kind === 'bad') expect(row.reason).toMatch(/\.$/);
            else expect(row.messages.length).toBeGreaterThan(0);
          }
        } catch (error) {
          // Only a head that is no dataset at all is refused.
          expect(error).toMatchObject({ name: 'HumanError', code: 'not-a-dataset' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
