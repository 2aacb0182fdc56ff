import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RowFactsReader } from '../../../../src/core/check/rowFacts';
import { readRecord } from '../../../../src/core/dataset/recordReader';
import { readFacts } from '../../../../src/node/check/rowPasses';
import { DatasetFile } from '../../../../src/node/datasetFile';
import { DatasetPace } from '../../../../src/node/datasetPace';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'row-passes-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const chat = (prompt: string, answer: string): string =>
  `{"messages":[{"role":"user","content":"${prompt}"},{"role":"assistant","content":"${answer}"}]}`;

/** Plain rows and others, of every width of characters; what is no UTF-8; rows around the size of a block. */
const ROWS: readonly (string | Buffer)[] = [
  chat('plain', 'text'),
  chat('Gewährleistung', '合同条款 ⚖️'),
  chat('😀', 'a😀b😀'),
  chat(String.raw`\ud83d\ude00`, String.raw`\ud83d`),
  chat('\ufffd', 'x'),
  Buffer.from(chat('\xff', 'x'), 'latin1'),
  Buffer.from(chat('ÿ', '\xf0\x9f\x98\x80'), 'latin1'),
  chat('long'.repeat(400_000), 'x'),
  chat('n'.repeat(1_000_000), '😀'),
  chat('', 'x'),
  '{"messages": [',
  '',
  '[]',
  '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}],"n":9007199254740993}',
  `{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}],"n":${'['.repeat(300)}${']'.repeat(300)}}`,
  `${chat('return', 'x')}\r`,
  chat('last', 'x'),
];

describe('readFacts', () => {
  it('finds in blocks what is found row by row', async () => {
    const bytes = ROWS.map((row) => Buffer.from(row));
    const path = join(folder, 'rows.jsonl');
    writeFileSync(path, Buffer.concat(bytes.flatMap((row) => [row, Buffer.from('\n')])));
    const file = await DatasetFile.open(path);
    try {
      await file.index();
      const reader = new RowFactsReader(file.layout.format, {}, 0, ROWS.length);
      for (const [row, rowBytes] of bytes.entries()) {
        const read = readRecord(rowBytes, undefined);
        if ('unusable' in read) reader.takeBad(row);
        else reader.takeRecord(row, read.record);
      }
      const facts = await readFacts(file, 0, file.rowCount, new DatasetPace(undefined));
      expect(facts).toEqual(reader.finish());
      // Characters, by hand: an unpaired surrogate is one, and so is each picture.
      expect([...facts.promptLengths.slice(0, 4)]).toEqual([5, 14, 1, 1]);
      expect([...facts.referenceLengths.slice(0, 4)]).toEqual([4, 7, 4, 1]);
    } finally {
      file.close();
    }
  });
});
