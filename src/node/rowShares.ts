/** Rows in one share: few enough that all threads end at about the same time. */
const SHARE_ROWS = 500;

/** Rows handed out share by share to the threads that read them. */
export class RowShares {
  private readonly taken: Int32Array;

  /** @param memory of the `RowShares` of another thread with the same rows */
  constructor(
    readonly from: number,
    readonly to: number,
    readonly memory = new SharedArrayBuffer(4),
  ) {
    this.taken = new Int32Array(memory);
  }

  /** The next rows that no thread has taken; undefined when all are. */
  next(): { readonly from: number; readonly to: number } | undefined {
    const from = this.from + Atomics.add(this.taken, 0, 1) * SHARE_ROWS;
    return from < this.to ? { from, to: Math.min(from + SHARE_ROWS, this.to) } : undefined;
  }
}
