// Every folder of test/fixtures/formats is called by the id of a format. Each file in it, `<name>.<extension>`, is written
// in that format, and `<name>.expected.json` beside it lists, row by row, the sample (as SampleContent) or `{unusable}`
// that it holds. A folder within may hold what belongs together (a dataset and the file that describes it, say): what
// has no expectation beside it is not opened. To add a fixture, add these two files.
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../../../src/core/dataset/detect';
import type { Format, Unusable } from '../../../../../src/core/dataset/format';
import { FORMATS } from '../../../../../src/core/dataset/formats/registry';
import { scannerFor, type Head } from '../../../../../src/core/dataset/head';
import { readSample } from '../../../../../src/core/dataset/recordReader';
import type { SampleContent } from '../../../../../src/core/dataset/sample';
import { readHead } from '../../../../../src/node/datasetHead';
import { openSource, type DatasetSource } from '../../../../../src/node/datasetSource';

const ROOT = path.resolve('test/fixtures/formats');

const expectedFileOf = (file: string): string => file.replace(/\.[^.]+$/, '.expected.json');

const FIXTURES = globSync('*/**/*', { cwd: ROOT })
  .filter((file) => !file.endsWith('.expected.json') && existsSync(path.join(ROOT, expectedFileOf(file))))
  .map((file) => file.split(path.sep).join('/'))
  .sort();

const formatIdOf = (file: string): string => file.split('/')[0] ?? '';

interface Opened {
  readonly formatId: string | undefined;
  /** The formats that the first records that hold samples are taken for, one by one. */
  readonly firstIds: readonly (string | undefined)[];
  readonly rows: readonly (SampleContent | Unusable)[];
}

/** Opens a file as the extension does, told nothing but its path. */
async function open(file: string): Promise<Opened> {
  const source = await openSource(path.join(ROOT, file));
  try {
    const head = readHead(source);
    const format = source.format ?? detectFormat(head.records);
    if (!format) return { formatId: undefined, firstIds: [], rows: [] };
    const samples = head.records.filter((record) => !('unusable' in format.read(record, {})));
    const firstIds = source.format ? [] : samples.map((record) => detectFormat([record])?.id);
    return { formatId: format.id, firstIds, rows: await rowsOf(source, head, format) };
  } finally {
    source.close();
  }
}

async function rowsOf(source: DatasetSource, head: Head, format: Format): Promise<(SampleContent | Unusable)[]> {
  const scanner = scannerFor(head);
  const bytesAt = (start: number, end: number): Uint8Array => {
    const bytes = Buffer.alloc(end - start);
    source.read(bytes, start);
    return bytes;
  };
  do {
    while (scanner.position < source.size) scanner.feed(bytesAt(scanner.position, source.size));
  } while ((await source.more()) || !scanner.finish());
  const { csv } = head;
  const container = source.container ?? head.container;
  const layout = { container, format, fields: {}, ...(csv && { csv }) };
  return Array.from({ length: scanner.spans.count }, (_, row) => {
    const { start, end } = scanner.spans.at(row);
    return readSample(bytesAt(start, end), layout);
  });
}

describe('the fixtures of the formats', () => {
  it.each(FIXTURES)('%s holds the samples expected', async (file) => {
    const { rows } = await open(file);
    const expected = JSON.parse(readFileSync(path.join(ROOT, expectedFileOf(file)), 'utf8')) as typeof rows;
    expect(rows).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it.each(FIXTURES)('%s is told by its records, each alone too', async (file) => {
    const { formatId, firstIds } = await open(file);
    expect(formatId).toBe(formatIdOf(file));
    expect(firstIds.filter((id) => id !== formatId)).toEqual([]);
  });

  it('belong to known formats', () => {
    const known = FORMATS.map(({ id }) => id);
    expect(FIXTURES.map(formatIdOf).filter((id) => !known.includes(id))).toEqual([]);
  });
});
