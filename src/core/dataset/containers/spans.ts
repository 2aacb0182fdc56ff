import { HumanError } from '../../humanError';
import type { Span } from '../format';

/** Most rows of one file: keeps the index of a hostile file (nothing but line ends, say) within memory. */
export const MAX_ROWS = 2 ** 25;

const FIRST_CAPACITY = 1024;

/** What is kept for each row. */
interface SpansOptions {
  /** Ends are kept; otherwise a row ends where the next one starts. */
  readonly ends: boolean;
  /** Lines are kept; otherwise row `n` (zero-based) is on line `n + 1`. */
  readonly lines: boolean;
}

/** What spans are made of. */
export interface SpansData {
  readonly starts: Float64Array<ArrayBuffer>;
  readonly ends: Float64Array<ArrayBuffer> | undefined;
  readonly lines: Uint32Array<ArrayBuffer> | undefined;
}

/**
 * Where the rows of a file stand, in growing typed arrays: 8 bytes a row for starts, 8 for ends and 4 for lines where
 * they are kept. Empty rows are held back until a row follows them, as those at the end of a file are no rows.
 */
export class Spans {
  private starts = new Float64Array(FIRST_CAPACITY);
  private ends: Float64Array<ArrayBuffer> | undefined;
  private lines: Uint32Array<ArrayBuffer> | undefined;
  private written = 0;
  private counted = 0;

  constructor(options: SpansOptions) {
    this.ends = options.ends ? new Float64Array(FIRST_CAPACITY) : undefined;
    this.lines = options.lines ? new Uint32Array(FIRST_CAPACITY) : undefined;
  }

  /** Spans that go on where `data` ends. */
  static from({ starts, ends, lines }: SpansData): Spans {
    const spans = new Spans({ ends: ends !== undefined, lines: lines !== undefined });
    spans.starts = starts;
    spans.ends = ends;
    spans.lines = lines;
    spans.written = spans.counted = starts.length - 1;
    return spans;
  }

  /** The first rows as plain data, for another thread or for a file that has grown. */
  first(rows: number): SpansData {
    // One start more: where ends are not kept, it is the end of the last row.
    const starts = this.starts.slice(0, rows + 1);
    return { starts, ends: this.ends?.slice(0, rows), lines: this.lines?.slice(0, rows) };
  }

  /** Number of rows found so far. */
  get count(): number {
    return this.counted;
  }

  /** Adds a row, and the empty rows held back before it. @throws {HumanError} beyond MAX_ROWS */
  add(start: number, end: number, line: number): void {
    this.write(start, end, line);
    this.counted = this.written;
  }

  /** Adds an empty row that counts only when a row follows. */
  hold(start: number, end: number, line: number): void {
    this.write(start, end, line);
  }

  /** @param row zero-based, below `count` */
  at(row: number): Span {
    const start = this.starts[row] ?? NaN;
    const end = (this.ends ? this.ends[row] : this.starts[row + 1]) ?? NaN;
    return { start, end, line: this.lines?.[row] ?? row + 1 };
  }

  /** The last row that begins at `offset` or before it; -1 when none does. */
  rowAt(offset: number): number {
    let from = 0;
    let to = this.counted;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.starts[middle] ?? NaN) <= offset) from = middle + 1;
      else to = middle;
    }
    return from - 1;
  }

  private write(start: number, end: number, line: number): void {
    const row = this.written;
    if (row >= MAX_ROWS) {
      throw new HumanError(
        'too-many-rows',
        `This file has more than ${MAX_ROWS.toLocaleString('en')} rows; split it into smaller files.`,
      );
    }
    if (row + 1 >= this.starts.length) this.grow();
    this.starts[row] = start;
    if (this.ends) this.ends[row] = end;
    else this.starts[row + 1] = end;
    if (this.lines) this.lines[row] = line;
    this.written = row + 1;
  }

  private grow(): void {
    const capacity = this.starts.length * 2;
    this.starts = grown(this.starts, new Float64Array(capacity));
    if (this.ends) this.ends = grown(this.ends, new Float64Array(capacity));
    if (this.lines) this.lines = grown(this.lines, new Uint32Array(capacity));
  }
}

function grown<T extends Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
