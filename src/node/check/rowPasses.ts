import { MAX_ROW_BYTES } from '../../core/dataset/containers/rowScanner';
import type { JsonValue } from '../../core/dataset/json';
import { plainShapeOf } from '../../core/check/plainShapes';
import { RowFactsReader, type RowFacts } from '../../core/check/rowFacts';
import { gramKey } from '../../core/check/whole/gramTable';
import { HashFilter } from '../../core/check/whole/hashFilter';
import { LeakHashes } from '../../core/check/whole/leakHashes';
import { KeyReader, newSampleKeys, type SampleKeys } from '../../core/check/whole/sampleKeys';
import type { SampleContent } from '../../core/dataset/sample';
import type { RowBlock } from '../datasetBlocks';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import { PlainRows } from './plainRows';
import { recordOf } from './rowReader';
import { SurrogateScan } from './surrogates';

/** Bytes of rows after which the clock is looked at: for each row that would cost as much as a check. */
const PACE_BYTES = 64 * 1024;

/** What is to be read of rows. */
export type RowTask =
  | { readonly kind: 'facts' }
  | { readonly kind: 'keys'; readonly common: ReadonlySet<number> }
  | { readonly kind: 'shared'; readonly common: ReadonlySet<number>; readonly training: readonly KnownTraining[] };

/** What tells that a row has something in common with a training file. */
export interface KnownTraining {
  /** Memory of a `HashFilter` with what its samples have. */
  readonly memory: SharedArrayBuffer;
  /** Runs of words that tell nothing, as `gramKey`s. */
  readonly boilerplate: ReadonlySet<number>;
}

/** What was read. */
export type RowAnswer =
  | { readonly facts: RowFacts }
  | { readonly keys: SampleKeys }
  /** For each training file one number a row: 1 where it may have something in common with it. */
  | { readonly shared: readonly Uint8Array[] };

/** Does a task on the rows `from` up to `to` (exclusive). @throws {HumanError} as `DatasetFile.forEachRow` */
export async function readRows(
  file: DatasetFile,
  from: number,
  to: number,
  task: RowTask,
  pace: DatasetPace,
): Promise<RowAnswer> {
  switch (task.kind) {
    case 'facts':
      return { facts: await readFacts(file, from, to, pace) };
    case 'keys':
      return { keys: await readKeys(file, from, to, task.common, pace) };
    case 'shared':
      return { shared: await readShared(file, from, to, task, pace) };
  }
}

async function readShared(
  file: DatasetFile,
  from: number,
  to: number,
  { common, training }: Extract<RowTask, { kind: 'shared' }>,
  pace: DatasetPace,
): Promise<readonly Uint8Array[]> {
  const hashes = new LeakHashes(common);
  const files = training.map(({ memory, boilerplate }) => ({
    filter: new HashFilter(memory),
    boilerplate,
    flags: new Uint8Array(to - from),
  }));
  await eachSample(file, from, to, pace, (sample, row) => {
    for (const { filter, boilerplate, flags } of files) {
      const isShared = hashes.some(
        sample,
        false,
        (high, low, isGram) => filter.mayHave(high, low) && !(isGram && boilerplate.has(gramKey(high, low))),
      );
      if (isShared) flags[row - from] = 1;
    }
  });
  return files.map(({ flags }) => flags);
}

/** Reads the facts of the rows `from` up to `to` (exclusive). @throws {HumanError} as `DatasetFile.forEachRow` */
export async function readFacts(file: DatasetFile, from: number, to: number, pace: DatasetPace): Promise<RowFacts> {
  const { format, fields, csv } = file.layout;
  const reader = new RowFactsReader(format, fields, from, to - from);
  const shape = csv === undefined ? plainShapeOf(format, fields) : undefined;
  const plain = shape && new PlainRows(shape);
  for (const block of file.rowBlocks(from, to, plain?.block)) {
    const other = otherReader(file, block, reader);
    if (plain) for (const row of plain.read(block, (of) => file.spanOf(of), reader)) other(row);
    else for (let row = block.from; row < block.to; row++) other(row);
    if (pace.isOver) await pace.turn();
  }
  return reader.finish();
}

/** Reads rows of a block that are not known to be plain. */
function otherReader(file: DatasetFile, { start, bytes }: RowBlock, reader: RowFactsReader): (row: number) => void {
  const { layout } = file;
  const surrogates = new SurrogateScan(bytes);
  return (row) => {
    const span = file.spanOf(row);
    const first = span.start - start;
    const behind = span.end - start;
    let value: JsonValue | undefined;
    if (layout.csv === undefined && behind - first <= MAX_ROW_BYTES) {
      // Decoding as strictly as `recordOf` does takes longer; what is invalid becomes U+FFFD here.
      const text = bytes.toString(undefined, first, behind);
      value = text.includes('\ufffd') ? undefined : parsed(text);
      if (value !== undefined && reader.takePlain(row, value, surrogates.mayFind(text, first, behind))) return;
    }
    const read = recordOf({ row, span, bytes: bytes.subarray(first, behind) }, layout, value);
    if ('unusable' in read) reader.takeBad(row);
    else reader.takeRecord(row, read.record);
  };
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Reads what the samples in the rows `from` up to `to` (exclusive) are told apart by. @throws {HumanError} likewise */
export async function readKeys(
  file: DatasetFile,
  from: number,
  to: number,
  common: ReadonlySet<number>,
  pace: DatasetPace,
): Promise<SampleKeys> {
  const keys = newSampleKeys(to - from);
  const reader = new KeyReader(common);
  await eachSample(file, from, to, pace, (sample, row) => reader.read(sample, keys, row - from));
  return keys;
}

/** Calls back for each sample of the rows `from` up to `to` (exclusive). @throws {HumanError} likewise */
export async function eachSample(
  file: DatasetFile,
  from: number,
  to: number,
  pace: DatasetPace,
  take: (sample: SampleContent, row: number) => void,
): Promise<void> {
  const { format, fields } = file.layout;
  let unpaced = 0;
  for (const rowBytes of file.rowsBytes(from, to)) {
    const read = recordOf(rowBytes, file.layout);
    const content = 'unusable' in read ? read : format.read(read.record, fields);
    if (!('unusable' in content)) take(content, rowBytes.row);
    unpaced += rowBytes.bytes.length;
    if (unpaced < PACE_BYTES) continue;
    unpaced = 0;
    if (pace.isOver) await pace.turn();
  }
}

/** The sample in a row; undefined for a bad row. @throws {HumanError} likewise */
export function sampleAt(file: DatasetFile, row: number): SampleContent | undefined {
  for (const rowBytes of file.rowsBytes(row, row + 1)) {
    const read = recordOf(rowBytes, file.layout);
    const content = 'unusable' in read ? read : file.layout.format.read(read.record, file.layout.fields);
    return 'unusable' in content ? undefined : content;
  }
  return undefined;
}

/** The samples in some rows. */
export function* samplesAt(file: DatasetFile, rows: readonly number[]): Generator<SampleContent> {
  for (const row of rows) {
    const sample = sampleAt(file, row);
    if (sample) yield sample;
  }
}

/** At most `most` samples spread evenly over the rows, the same at each call. */
export function* spreadSamples(file: DatasetFile, most: number): Generator<SampleContent> {
  const rows = file.rowCount;
  const count = Math.min(rows, most);
  yield* samplesAt(
    file,
    Array.from({ length: count }, (_, at) => Math.floor((at * rows) / count)),
  );
}
