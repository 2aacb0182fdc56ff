import { isDeepStrictEqual } from 'node:util';
import type { RowLayout } from '../../core/dataset/recordReader';
import type { DatasetFile } from '../datasetFile';
import type { RowChunks, SameRun } from '../rowChunks';

/** What is kept of rows, and which rows of the file it is about. */
export interface Kept<T> {
  readonly value: T;
  /** The rows of the file, and where they stood in what is kept. */
  readonly same: readonly SameRun[];
}

/**
 * Something that was learned of the rows of a file, kept for when the file has changed. It must not depend on where in the
 * file a row stands, nor on other rows.
 */
export class KeptRows<T> {
  private kept:
    { readonly chunks: RowChunks; readonly layout: RowLayout; readonly under: unknown; readonly value: T } | undefined;

  /** @param under what else it depends on */
  keep({ chunks, layout }: DatasetFile, under: unknown, value: T): void {
    this.kept = chunks && { chunks, layout, under, value };
  }

  /** What is kept, where it is about at least half of the rows: else they are better read anew, by several threads. */
  of({ chunks, layout, rowCount }: DatasetFile, under: unknown): Kept<T> | undefined {
    const { kept } = this;
    if (!kept || !chunks || !isDeepStrictEqual(kept.layout, layout) || !isDeepStrictEqual(kept.under, under)) {
      return undefined;
    }
    const same = chunks === kept.chunks ? [{ from: 0, to: rowCount, before: 0 }] : chunks.sameAs(kept.chunks);
    const rows = same.reduce((sum, { from, to }) => sum + to - from, 0);
    return rows * 2 >= rowCount ? { value: kept.value, same } : undefined;
  }
}
