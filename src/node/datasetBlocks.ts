import { MAX_ROW_BYTES } from '../core/dataset/containers/rowScanner';
import type { Spans } from '../core/dataset/containers/spans';
import type { Span } from '../core/dataset/format';
import { ByteSearch, type BytePattern } from './byteSearch';
import type { DatasetSource } from './datasetSource';

/** Bytes read at once in a sequential pass. */
const BLOCK_BYTES = 1024 * 1024;

/** Longest row that is read at all: the limit, a line end, and one byte to tell that it is longer. */
const MAX_READ_BYTES = MAX_ROW_BYTES + 3;

/** A row's place and bytes. Of a row that is too long `bytes` is only the beginning. */
export interface RowBytes {
  readonly row: number;
  readonly span: Span;
  /** Valid until the next row is taken. */
  readonly bytes: Uint8Array;
}

/** Rows of which all bytes, up to the longest length that is read, stand in one block. */
export interface RowBlock {
  /** First row, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Where the block starts in the file. */
  readonly start: number;
  /** Valid until the next block is taken. */
  readonly bytes: Buffer;
}

/**
 * Reads rows in file order, in big blocks, and no byte behind the last of them.
 * @param from first row
 * @param to row after the last
 * @param into where the blocks are put, but for rows that are longer
 */
export function* rowBlocks(
  file: DatasetSource,
  spans: Spans,
  from: number,
  to: number,
  into?: Buffer,
): Generator<RowBlock> {
  if (from >= to) return;
  const lastByte = spans.at(to - 1).end;
  const usual = into ?? Buffer.allocUnsafe(Math.min(BLOCK_BYTES, lastByte - spans.at(from).start));
  for (let row = from; row < to;) {
    const { start, end } = spans.at(row);
    const length = Math.min(end - start, MAX_READ_BYTES);
    const buffer = length > usual.length ? Buffer.allocUnsafe(length) : usual;
    const wanted = Math.min(buffer.length, Math.max(length, lastByte - start));
    const bytes = buffer.subarray(0, file.read(buffer.subarray(0, wanted), start));
    const last = Math.min(to - 1, spans.rowAt(start + bytes.length - 1));
    const behind = Math.max(row, spans.at(last).end > start + bytes.length ? last - 1 : last) + 1;
    yield { from: row, to: behind, start, bytes };
    row = behind;
  }
}

/** Reads rows one by one, likewise. */
export function* rowsBytes(file: DatasetSource, spans: Spans, from: number, to: number): Generator<RowBytes> {
  for (const block of rowBlocks(file, spans, from, to)) {
    for (let row = block.from; row < block.to; row++) {
      const span = spans.at(row);
      const offset = span.start - block.start;
      const length = Math.min(span.end - span.start, MAX_READ_BYTES);
      yield { row, span, bytes: block.bytes.subarray(offset, offset + length) };
    }
  }
}

/** How far a search has come: every row before `row` was taken that had to be. */
export interface SearchedUpTo {
  readonly searched: number;
}

/**
 * Reads the rows in which one of the patterns stands, in file order, and tells after each block how far it has come.
 * @param from first row
 * @param to row after the last
 */
export function* candidateRows(
  file: DatasetSource,
  spans: Spans,
  patterns: readonly BytePattern[],
  from: number,
  to: number,
): Generator<RowBytes | SearchedUpTo> {
  if (from >= to) return;
  const end = spans.at(to - 1).end;
  /** Behind the last row taken. */
  let taken = spans.at(from).start;
  const search = new ByteSearch(patterns, Math.min(BLOCK_BYTES, end - taken));
  for (let blockStart = taken; blockStart < end;) {
    const wanted = search.block.subarray(0, end - blockStart);
    const block = wanted.subarray(0, file.read(wanted, blockStart));
    const blockEnd = blockStart + block.length;
    for (const at of search.find(block.length)) {
      if (blockStart + at < taken) continue;
      const row = spans.rowAt(blockStart + at);
      const span = spans.at(row);
      const length = Math.min(span.end - span.start, MAX_READ_BYTES);
      const isHere = span.start >= blockStart && span.start + length <= blockEnd;
      const bytes = isHere ? block.subarray(span.start - blockStart).subarray(0, length) : Buffer.allocUnsafe(length);
      if (!isHere) file.read(bytes, span.start);
      taken = span.end;
      yield { row, span, bytes };
    }
    yield { searched: blockEnd === end ? to : Math.max(spans.rowAt(blockEnd), from) };
    blockStart = blockEnd === end ? end : blockEnd - search.length + 1;
  }
}
