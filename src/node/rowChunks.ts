import { createHash, type Hash } from 'node:crypto';
import type { Spans } from '../core/dataset/containers/spans';
import { mix } from '../core/check/whole/textHash';
import { rowBlocks } from './datasetBlocks';
import type { DatasetPace } from './datasetPace';
import type { DatasetSource } from './datasetSource';

/** One row in so many ends a chunk. */
const ROWS_PER_END = 64;

/** A chunk ends at the latest behind so many rows or bytes. */
const MOST_ROWS = 1024;
const MOST_BYTES = 1024 * 1024;

/** Bytes of a row that are looked at to tell whether it ends a chunk: rows may be alike but for a few. */
const MOST_PROBES = 128;

/** Rows `from` up to `to` (exclusive). */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Rows that stood at `before` in another file, with the same bytes. */
export interface SameRun extends RowRange {
  readonly before: number;
}

/**
 * The rows of a file in chunks, each with a hash. A row's own bytes tell whether it ends a chunk (content-defined
 * chunking), so files with rows in common have chunks in common, wherever they stand. About a byte a row.
 */
export class RowChunks {
  /** For each chunk the row behind its last, and the SHA-256 of its bytes and its rows' places. */
  private readonly ends: number[] = [];
  private readonly hashes: string[] = [];

  /** The chunks that hold none but the first `rows` rows. */
  first(rows: number): RowChunks {
    const chunks = new RowChunks();
    for (const [index, end] of this.ends.entries()) {
      if (end > rows) break;
      chunks.add(end, this.hashes[index] ?? '');
    }
    return chunks;
  }

  /** Reads the rows behind those that are known. @throws {HumanError} `cancelled`, `file-changed`, `file-deleted` */
  async read(file: DatasetSource, spans: Spans, pace: DatasetPace): Promise<void> {
    let chunk = new Chunk(spans, this.ends.at(-1) ?? 0);
    for (const { from, to, start, bytes } of rowBlocks(file, spans, chunk.from, spans.count)) {
      let taken = 0;
      for (let row = from; row < to; row++) {
        const span = spans.at(row);
        const end = Math.min(span.end - start, bytes.length);
        if (!chunk.isEnd(row) && !endsChunk(bytes, span.start - start, end)) continue;
        this.add(row + 1, chunk.hashOf(bytes.subarray(taken, end), row));
        taken = end;
        chunk = new Chunk(spans, row + 1);
      }
      chunk.take(bytes.subarray(taken, Math.min(bytes.length, spans.at(to - 1).end - start)));
      if (pace.isOver) await pace.turn();
    }
    if (chunk.from < spans.count) this.add(spans.count, chunk.hashOf(new Uint8Array(), spans.count - 1));
  }

  /** The rows that also stand in another file, in file order. */
  sameAs(before: RowChunks): readonly SameRun[] {
    const places = new Map<string, number>();
    for (const [index, hash] of before.hashes.entries()) places.set(hash, index);
    const runs: SameRun[] = [];
    let next = 0;
    for (const [index, hash] of this.hashes.entries()) {
      // What goes on where the chunk before it stood makes a longer run than another place with the same rows.
      const found = before.hashes[next] === hash ? next : places.get(hash);
      if (found === undefined) continue;
      next = found + 1;
      const [from, to, at] = [this.ends[index - 1] ?? 0, this.ends[index] ?? 0, before.ends[found - 1] ?? 0];
      const last = runs.at(-1);
      if (last?.to === from && last.before + from - last.from === at) runs[runs.length - 1] = { ...last, to };
      else runs.push({ from, to, before: at });
    }
    return runs;
  }

  private add(end: number, hash: string): void {
    this.ends.push(end);
    this.hashes.push(hash);
  }
}

/** A chunk that is being read. */
class Chunk {
  private readonly hash: Hash = createHash('sha256');
  private readonly start: number;

  constructor(
    private readonly spans: Spans,
    readonly from: number,
  ) {
    this.start = from < spans.count ? spans.at(from).start : 0;
  }

  /** True when it must not go beyond this row. */
  isEnd(row: number): boolean {
    return row - this.from + 1 >= MOST_ROWS || this.spans.at(row).end - this.start >= MOST_BYTES;
  }

  take(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  /** Its hash, once its last bytes are there. The same bytes may be other rows, after a quotation mark say. */
  hashOf(bytes: Uint8Array, lastRow: number): string {
    const places = new Float64Array((lastRow - this.from + 1) * 2);
    for (let row = this.from, at = 0; row <= lastRow; row++) {
      const { start, end } = this.spans.at(row);
      places[at++] = start - this.start;
      places[at++] = end - this.start;
    }
    return this.hash.update(bytes).update(places).digest('binary');
  }
}

/** True for one row in `ROWS_PER_END`, by its length and its bytes; of long rows some of them. */
function endsChunk(bytes: Uint8Array, from: number, to: number): boolean {
  let hash = to - from;
  const step = Math.max(1, (to - from) / MOST_PROBES);
  for (let at = from; at < to; at += step) hash = Math.imul(hash ^ (bytes[Math.floor(at)] ?? 0), 0x01000193);
  return mix(hash) % ROWS_PER_END === 0;
}

/** The rows of a file of `rows` rows that are in none of the runs. */
export function otherRows(runs: readonly SameRun[], rows: number): readonly RowRange[] {
  const ranges: RowRange[] = [];
  let at = 0;
  for (const { from, to } of [...runs, { from: rows, to: rows }]) {
    if (at < from) ranges.push({ from: at, to: from });
    at = to;
  }
  return ranges;
}
