import type { RowRange } from './rowChunks';

/** Rows in one share: few enough that all threads end at about the same time. */
const SHARE_ROWS = 500;

/** Rows handed out share by share to the threads that read them. */
export class RowShares {
  private readonly shares: readonly RowRange[];
  private readonly taken: Int32Array;

  /**
   * @param memory of the `RowShares` of another thread with the same rows
   * @param shareRows rows in one share
   */
  constructor(
    readonly ranges: readonly RowRange[],
    readonly memory = new SharedArrayBuffer(4),
    readonly shareRows = SHARE_ROWS,
  ) {
    this.shares = ranges.flatMap(({ from, to }) =>
      Array.from({ length: Math.ceil((to - from) / shareRows) }, (_, index) => {
        const first = from + index * shareRows;
        return { from: first, to: Math.min(first + shareRows, to) };
      }),
    );
    this.taken = new Int32Array(memory);
  }

  /** The next rows that no thread has taken; undefined when all are. */
  next(): RowRange | undefined {
    return this.shares[Atomics.add(this.taken, 0, 1)];
  }
}
