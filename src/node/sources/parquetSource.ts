import { MAX_ROWS } from '../../core/dataset/containers/spans';
import { HumanError } from '../../core/humanError';
import type { DatasetBytes } from '../datasetBytes';
import type { ParquetFile } from './parquetReader';

/** Rows of the first part: what a person sees first. */
const FIRST_ROWS = 50;

/** Rows written at once. */
const ROWS_AT_ONCE = 1000;

/** A row group that unpacks to more is not read (1 GB): all of it is in memory at once, and several times. */
const MOST_GROUP_BYTES = 1024 ** 3;

/**
 * The rows of a Parquet file as lines of JSON: a first page, then one row group after the other. In place of rows that
 * cannot be read stands one line with the reason, so that the other groups stay usable.
 * @throws {HumanError} when the file's end, where its groups are listed, cannot be read
 */
export async function* parquetParts(file: DatasetBytes): AsyncGenerator<Buffer, void> {
  const parquet = await open(file);
  for (const [index, { from, to, bytes }] of parquet.groups.entries()) {
    let next = from;
    try {
      if (bytes > MOST_GROUP_BYTES) throw new Error('it is too big for the memory; use smaller row groups');
      while (next < to) {
        const end = next === 0 ? Math.min(to, FIRST_ROWS) : to;
        yield* partsOf(await parquet.rows(next, end));
        next = end;
      }
    } catch (error) {
      if (error instanceof HumanError) throw error;
      const unusable = `Rows ${next + 1} to ${to} of this Parquet file cannot be read: ${reasonOf(error, index)}.`;
      yield Buffer.from(`${JSON.stringify({ unusable })}\n`);
    }
  }
}

function* partsOf(lines: Iterable<string>): Generator<Buffer> {
  let part: string[] = [];
  for (const line of lines) {
    part.push(line, '\n');
    if (part.length < 2 * ROWS_AT_ONCE) continue;
    yield Buffer.from(part.join(''));
    part = [];
  }
  if (part.length > 0) yield Buffer.from(part.join(''));
}

function reasonOf(error: unknown, group: number): string {
  const said = error instanceof Error ? error.message : String(error);
  return `row group ${group + 1} is damaged or written in a way that is not known (${said})`;
}

async function open(file: DatasetBytes): Promise<ParquetFile> {
  const { openParquet } = await import('./parquetReader');
  let parquet: ParquetFile;
  try {
    parquet = await openParquet({ byteLength: file.size, slice: (start, end) => bytesOf(file, start, end) });
  } catch (error) {
    if (error instanceof HumanError) throw error;
    throw new HumanError(
      'not-a-dataset',
      `${file.name} cannot be opened as a dataset: it is a Parquet file whose end cannot be read, so it is probably cut off; copy or write it again.`,
      String(error),
    );
  }
  if ((parquet.groups.at(-1)?.to ?? 0) <= MAX_ROWS) return parquet;
  throw new HumanError(
    'too-many-rows',
    `${file.name} has more than ${MAX_ROWS.toLocaleString('en')} rows; split it into smaller files.`,
  );
}

function bytesOf(file: DatasetBytes, start: number, end = file.size): ArrayBuffer {
  const from = Math.max(0, start);
  const bytes = new Uint8Array(Math.max(0, Math.min(end, file.size) - from));
  file.read(bytes, from);
  return bytes.buffer;
}
