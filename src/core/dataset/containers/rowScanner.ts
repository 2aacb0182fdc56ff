import type { Spans } from './spans';

/** A row longer than this is not read (16 MB). */
export const MAX_ROW_BYTES = 16 * 1024 * 1024;

/** Where the scan of a file begins: behind a byte order mark, or behind the header of a CSV file. */
export interface ScanStart {
  /** Offset of the first byte. */
  readonly offset: number;
  /** One-based line on which it stands. */
  readonly line: number;
  /** True where the list of rows stands within a JSON object: what follows it is not looked at. */
  readonly isNested?: boolean;
}

/**
 * Finds the rows of a file from its bytes. The caller feeds bytes from `position` on, in pieces of any size, until the
 * file ends, then calls `finish`. A scanner moves `position` back where it finds that it misread (a quotation mark that
 * is never closed): the caller just goes on feeding from there.
 */
export interface RowScanner {
  readonly spans: Spans;
  /** Offset of the byte that is wanted next. */
  readonly position: number;
  /** Takes bytes of the file from `position` on; keeps no reference to them. */
  feed(chunk: Uint8Array): void;
  /** The file ends at `position`. False when the scanner went back and wants to be fed again. */
  finish(): boolean;
}
