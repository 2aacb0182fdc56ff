import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../../../src/core/dataset/detect';
import type { Format, Unusable } from '../../../../../src/core/dataset/format';
import { FORMATS } from '../../../../../src/core/dataset/formats/registry';
import { scannerFor, type Head } from '../../../../../src/core/dataset/head';
import type { JsonObject } from '../../../../../src/core/dataset/json';
import { readSample } from '../../../../../src/core/dataset/recordReader';
import type { SampleContent } from '../../../../../src/core/dataset/sample';
import { readHead } from '../../../../../src/node/datasetHead';
import { openSource, type DatasetSource } from '../../../../../src/node/datasetSource';
import { expectedRowsOf, FIXTURES, formatIdOf, pathOf } from '../fixtures';

interface Opened {
  readonly format: Format | undefined;
  /** True when the records tell the format, and not the file. */
  readonly isTold: boolean;
  /** The first records that hold samples. */
  readonly records: readonly JsonObject[];
  readonly rows: readonly (SampleContent | Unusable)[];
}

/** Opens a file as the extension does, told nothing but its path. */
async function open(file: string): Promise<Opened> {
  const source = await openSource(pathOf(file));
  try {
    const head = readHead(source);
    const format = source.format ?? detectFormat(head.records);
    const records = head.records.filter((record) => format && !('unusable' in format.read(record, {})));
    return { format, isTold: !source.format, records, rows: format ? await rowsOf(source, head, format) : [] };
  } finally {
    source.close();
  }
}

async function rowsOf(
  source: DatasetSource,
  head: Head,
  format: Format,
): Promise<readonly (SampleContent | Unusable)[]> {
  const scanner = scannerFor(head);
  const bytesAt = (start: number, end: number): Uint8Array => {
    const bytes = Buffer.alloc(end - start);
    source.read(bytes, start);
    return bytes;
  };
  do {
    while (scanner.position < source.size) scanner.feed(bytesAt(scanner.position, source.size));
  } while ((await source.more()) || !scanner.finish());
  const container = source.container ?? head.container;
  const layout = { container, format, fields: {}, ...(head.csv && { csv: head.csv }) };
  return Array.from({ length: scanner.spans.count }, (_, row) => {
    const { start, end } = scanner.spans.at(row);
    return readSample(bytesAt(start, end), layout);
  });
}

describe('the fixtures of the formats', () => {
  it.each(FIXTURES)('%s holds the samples expected', async (file) => {
    const { rows } = await open(file);
    const expected = expectedRowsOf(file);
    expect(rows).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it.each(FIXTURES)('%s is told by its records, each alone too', async (file) => {
    const { format, isTold, records } = await open(file);
    expect(format?.id).toBe(formatIdOf(file));
    const ids = isTold ? records.map((record) => detectFormat([record])?.id) : [];
    expect(ids.filter((id) => id !== format?.id)).toEqual([]);
  });

  it.each(FIXTURES)('%s reads the same when the usual fields are named', async (file) => {
    const { format, records } = await open(file);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      expect(format?.read(record, format.usualFields(record))).toEqual(format?.read(record, {}));
    }
  });

  it('are there for every format, and for no other', () => {
    expect([...new Set(FIXTURES.map(formatIdOf))].sort()).toEqual(FORMATS.map(({ id }) => id).sort());
  });
});
