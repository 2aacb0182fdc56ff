import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatasetFile } from '../../../../src/node/datasetFile';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'utf16-source-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function opened(name: string, bytes: Uint8Array): Promise<DatasetFile> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const file = await DatasetFile.open(path);
  await file.index();
  await file.identify();
  return file;
}

const littleEndian = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const bigEndian = (text: string): Buffer => littleEndian(text).swap16();

describe('a file in UTF-16', () => {
  it.each([
    ['little-endian', littleEndian],
    ['big-endian', bigEndian],
  ])('%s is read like one in UTF-8, with the same lines', async (_name, encode) => {
    const csv = await opened('a.csv', encode('question,answer\r\n"Ist es\r\ngültig?",„Ja“ 👍\r\nWhy?,Because.'));
    expect(csv.readRows(0, 9)).toMatchObject([
      { line: 2, messages: [{ content: 'Ist es\r\ngültig?' }], references: ['„Ja“ 👍'] },
      { line: 4, messages: [{ content: 'Why?' }], references: ['Because.'] },
    ]);
    csv.close();
    const jsonl = await opened('a.jsonl', encode('{"question":"ä"}\n{"question":"b"}\n'));
    expect(jsonl.container).toBe('jsonl');
    expect(jsonl.readRows(0, 9)).toMatchObject([{ messages: [{ content: 'ä' }] }, { line: 2 }]);
    jsonl.close();
  });

  it('stays usable where units mean nothing or one is cut in half', async () => {
    const lone = Buffer.concat([
      littleEndian('{"question":"a'),
      Buffer.of(0x00, 0xd8),
      Buffer.from('"}\n{"question":"b"}\n', 'utf16le'),
      Buffer.of(0x41),
    ]);
    const file = await opened('lone.jsonl', lone);
    expect(file.readRows(0, 9)).toMatchObject([
      { messages: [{ content: 'a\ufffd' }] },
      { messages: [{ content: 'b' }] },
    ]);
    file.close();
  });

  it('of some megabytes is turned over part by part, also within a character', async () => {
    const row = `{"question":"${'👍'.repeat(1000)}"}\n`;
    const file = await opened('big.jsonl', littleEndian(` ${row.repeat(700)}`));
    expect([file.rowCount, file.badRows]).toEqual([700, 0]);
    expect(file.readRow(699)).toMatchObject({ messages: [{ content: '👍'.repeat(1000) }] });
    file.close();
  });
});
