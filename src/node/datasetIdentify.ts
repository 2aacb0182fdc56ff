import { createHash, hash, type Hash } from 'node:crypto';
import type { DatasetConfig } from '../core/config/config';
import { MAX_ROW_BYTES } from '../core/dataset/containers/rowScanner';
import type { Spans } from '../core/dataset/containers/spans';
import type { Unusable } from '../core/dataset/format';
import { readSample, tooLong, type RowLayout } from '../core/dataset/recordReader';
import type { SampleContent } from '../core/dataset/sample';
import { SampleIds } from '../core/dataset/sampleIds';
import { ASCII_ESCAPES, ByteSearch } from './byteSearch';
import { rowsBytes, type RowBytes } from './datasetBlocks';
import { DatasetPace } from './datasetPace';
import type { DatasetSource } from './datasetSource';
import { IdHelper } from './idHelper';
import { otherRows, RowChunks } from './rowChunks';
import { RowShares } from './rowShares';

/** Bytes hashed at once. */
const HASH_BYTES = 1024 * 1024;

/** Below this many bytes of rows another thread would start too late to be of help. */
const LEAST_SHARED_BYTES = 16 * 1024 * 1024;

/** SHA-256 of a text in hexadecimal. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** What the second pass over a file finds. */
export interface Identified {
  readonly ids: SampleIds;
  /** Number of rows that cannot be used. */
  readonly bad: number;
  /** SHA-256 of the file's bytes in hexadecimal. */
  readonly sha256: string;
  /** Its state behind the last byte: it goes on from there when the file grows. */
  readonly digest: Hash;
  readonly size: number;
  /** By which its rows are known again in the file as it is when it was changed. */
  readonly chunks: RowChunks;
  /** False when the rows' bytes hold no JSON escape of an ASCII character. */
  readonly hasAsciiEscapes: boolean;
}

/** What was found in the file before it changed. */
export interface KnownRows extends Identified {
  /** Where it only grew, the number of rows at its beginning that need not be looked at. */
  readonly grown?: number;
}

/** The rows of an indexed file, and how they are read. */
export interface IndexedRows {
  readonly file: DatasetSource;
  readonly config: DatasetConfig | undefined;
  readonly layout: RowLayout;
  readonly spans: Spans;
  /** The bundled `idWorker.js`. */
  readonly workerFile: string | undefined;
}

/** Reads the sample in a row. Never throws. */
export function contentOf({ span, bytes }: RowBytes, layout: RowLayout): SampleContent | Unusable {
  const length = span.end - span.start;
  return length > bytes.length && length > MAX_ROW_BYTES ? { unusable: tooLong(length) } : readSample(bytes, layout);
}

/** Takes the ids of a share of the rows. Yields where each row ends: a caller may pause there. */
export function* takeIds(
  { file, layout, spans }: Pick<IndexedRows, 'file' | 'layout' | 'spans'>,
  ids: SampleIds,
  shares: RowShares,
): Generator<number> {
  for (let share = shares.next(); share; share = shares.next()) {
    for (const rowBytes of rowsBytes(file, spans, share.from, share.to)) {
      const content = contentOf(rowBytes, layout);
      if (!('unusable' in content)) ids.set(rowBytes.row, content);
      yield rowBytes.span.end;
    }
  }
}

/**
 * Reads every row but those that are known, for the ids, and every byte for the hashes; a big file in two threads.
 * @param onTurn told the end of the row it has come to, whenever it gives way
 * @throws {HumanError} `cancelled`, `file-changed`, `file-deleted`
 */
export async function identify(
  rows: IndexedRows,
  known: KnownRows | undefined,
  onTurn: (end: number) => void,
  signal: AbortSignal | undefined,
): Promise<Identified> {
  const { file, spans } = rows;
  const pace = new DatasetPace(signal);
  const ids = new SampleIds(spans.count, sha256);
  const grown = known?.grown;
  const chunks = grown === undefined || !known ? new RowChunks() : known.chunks.first(grown);
  // Without a file before, another thread begins with the rows, this one with the hashes.
  if (known) await chunks.read(file, spans, pace);
  const same = known ? chunks.sameAs(known.chunks) : [];
  if (known) for (const { from, to, before } of same) ids.takeOver(known.ids, from, to, before);
  const shares = new RowShares(otherRows(same, spans.count));
  const helper = mayShare(rows, shares) ? new IdHelper(rows, ids, shares) : undefined;
  try {
    if (!known) await chunks.read(file, spans, pace);
    const beginning = grown === undefined ? undefined : known;
    const digest = beginning ? beginning.digest.copy() : createHash('sha256');
    const escapes = new ByteSearch([ASCII_ESCAPES], Math.min(HASH_BYTES, file.original.size));
    // Rows that were written out are not in the bytes that are hashed.
    let hasAsciiEscapes = beginning?.hasAsciiEscapes ?? file !== file.original;
    for (let at = beginning?.size ?? 0; at < file.original.size;) {
      // An escape may have begun in what was read before.
      const before = Math.min(at, escapes.length - 1);
      const read = file.original.read(escapes.block, at - before);
      digest.update(escapes.block.subarray(before, read));
      hasAsciiEscapes ||= escapes.find(read).length > 0;
      at += read - before;
      if (!pace.isOver) continue;
      onTurn(0);
      await pace.turn();
    }
    for (const end of takeIds(rows, ids, shares)) {
      if (!pace.isOver) continue;
      onTurn(end);
      await pace.turn();
    }
    const failure = await helper?.done();
    file.assertUnchanged();
    if (failure) throw failure;
    for (const steps = ids.settle(); !steps.next().done;) if (pace.isOver) await pace.turn();
    file.assertUnchanged();
    const { size } = file.original;
    return { ids, bad: ids.countBad(), sha256: digest.copy().digest('hex'), digest, size, hasAsciiEscapes, chunks };
  } finally {
    helper?.stop();
  }
}

/** True where another thread can read the same rows, and there are enough of them. */
function mayShare({ file, spans, workerFile }: IndexedRows, { ranges }: RowShares): boolean {
  const bytes = ranges.reduce((sum, { from, to }) => sum + spans.at(to - 1).end - spans.at(from).start, 0);
  return workerFile !== undefined && file === file.original && bytes >= LEAST_SHARED_BYTES;
}
