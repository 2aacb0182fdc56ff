import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HumanError } from '../../../../src/core/humanError';
import { DatasetFile } from '../../../../src/node/datasetFile';
import { openSource } from '../../../../src/node/datasetSource';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parquet-source-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, columnData: ColumnSource[], rowGroupSize = 100_000): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize })));
  return path;
}

/** The lines that a file is written out to. */
async function linesOf(path: string): Promise<unknown[]> {
  const source = await openSource(path);
  while (await source.more());
  const bytes = Buffer.alloc(source.size);
  source.read(bytes, 0);
  source.close();
  return bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

const numbered = (count: number): ColumnSource[] => [
  { name: 'question', data: Array.from({ length: count }, (_, row) => `Question ${row}?`), type: 'STRING' },
  { name: 'answer', data: Array.from({ length: count }, (_, row) => `Answer ${row}`), type: 'STRING' },
];

describe('a Parquet file', () => {
  it('opens with its first rows and is indexed group by group', async () => {
    const path = write('groups.parquet', numbered(950), 300);
    const file = await DatasetFile.open(path);
    expect([file.container, file.format.id]).toEqual(['parquet', 'columns']);
    await file.index();
    await file.identify();
    expect([file.rowCount, file.badRows]).toEqual([950, 0]);
    for (const row of [0, 49, 50, 299, 300, 949]) {
      expect(file.readRow(row)).toMatchObject({
        row,
        line: row + 1,
        messages: [{ role: 'user', content: `Question ${row}?` }],
        references: [`Answer ${row}`],
      });
    }
    file.close();
  });

  it('shows a first page before the rest is read', async () => {
    const source = await openSource(write('page.parquet', numbered(200)));
    const bytes = Buffer.alloc(source.size);
    source.read(bytes, 0);
    expect(bytes.toString().split('\n')).toHaveLength(51);
    source.close();
  });

  it('writes every kind of value as JSON and keeps long numbers exact', async () => {
    const path = write('kinds.parquet', [
      { name: 'id', data: [9_007_199_254_740_993n, 7n], type: 'INT64' },
      { name: 'at', data: [new Date('2026-01-02T03:04:05.006Z'), new Date(0)], type: 'TIMESTAMP' },
      { name: 'untyped', data: [Buffer.from('für'), Buffer.from([0xff, 0x00])], type: 'BYTE_ARRAY' },
      { name: 'picture', data: [Buffer.alloc(1500, 0xff), Buffer.alloc(3, 0xff)], type: 'BYTE_ARRAY' },
      { name: 'score', data: [0.5, Number.NaN], type: 'DOUBLE' },
      { name: 'tags', data: [{ list: ['a', 'b'] }, null], type: 'JSON' },
    ]);
    expect(await linesOf(path)).toEqual([
      {
        id: '9007199254740993',
        at: '2026-01-02T03:04:05.006Z',
        untyped: 'für',
        picture: '[1,500 bytes]',
        score: 0.5,
        tags: { list: ['a', 'b'] },
      },
      { id: 7, at: '1970-01-01T00:00:00.000Z', untyped: '/wA=', picture: '////', score: null, tags: null },
    ]);
  });

  it('is known by its first bytes, whatever its name', async () => {
    const bytes = readFileSync(write('named.parquet', numbered(3)));
    const path = join(folder, 'named.jsonl');
    writeFileSync(path, bytes);
    expect(await linesOf(path)).toHaveLength(3);
  });

  it('that is cut off is refused with a sentence', async () => {
    const path = write('cut.parquet', numbered(100));
    truncateSync(path, 1000);
    const opening = openSource(path);
    await expect(opening).rejects.toBeInstanceOf(HumanError);
    await expect(opening).rejects.toThrow(
      'cut.parquet cannot be opened as a dataset: it is a Parquet file whose end cannot be read, so it is probably cut off; copy or write it again.',
    );
  });

  it('with a damaged row group keeps the rows of the others', async () => {
    const path = write('damaged.parquet', numbered(300), 100);
    const bytes = readFileSync(path);
    // The second group's texts lie in the middle third of what stands before the footer.
    const footer = bytes.readUInt32LE(bytes.length - 8) + 8;
    const middle = Math.floor((bytes.length - footer) / 2);
    bytes.fill(0xee, middle - 40, middle + 40);
    writeFileSync(path, bytes);
    const file = await DatasetFile.open(path);
    await file.index();
    await file.identify();
    expect([file.rowCount, file.badRows]).toEqual([201, 1]);
    const bad = file.readRow(100);
    expect(bad?.kind === 'bad' && bad.reason).toMatch(
      /^Rows 101 to 200 of this Parquet file cannot be read: row group 2 is damaged or written in a way that is not known/,
    );
    expect(file.readRow(101)).toMatchObject({ references: ['Answer 200'] });
    file.close();
  });
});
