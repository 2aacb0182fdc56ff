/** A run of `count` equal elements, beginning at position `a` of one sequence and `b` of the other. */
export interface Run {
  readonly a: number;
  readonly b: number;
  readonly count: number;
}

/**
 * A longest common subsequence of sequences that differ little, as runs: the greedy algorithm of E. W. Myers, “An O(ND)
 * difference algorithm and its variations”, Algorithmica 1 (1986). Undefined when more than `maxEdits` elements would
 * have to be removed and added. Takes at most `maxEdits × (maxEdits + a.length)` steps.
 */
export function nearlyEqualRuns(a: Int32Array, b: Int32Array, maxEdits: number): Run[] | undefined {
  if (Math.abs(a.length - b.length) > maxEdits) return undefined;
  // reached[k + middle]: how far in `a` a path with d edits gets on diagonal k (position in a − position in b).
  const middle = maxEdits + 1;
  const reached = new Int32Array(2 * maxEdits + 3);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= maxEdits; d++) {
    for (let k = -d; k <= d; k += 2) {
      let x = isAddition(reached, middle, k, d)
        ? (reached[middle + k + 1] as number)
        : (reached[middle + k - 1] as number) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reached[middle + k] = x;
      if (x >= a.length && x - k >= b.length) return runsOf(trace, d, a.length, b.length);
    }
    trace.push(reached.slice(middle - d, middle + d + 1));
  }
  return undefined;
}

/** True when the best path with d edits on diagonal k comes from the diagonal above (an element of `b` is added). */
function isAddition(reached: Int32Array, middle: number, k: number, d: number): boolean {
  if (d === 0) return true;
  return k === -d || (k !== d && (reached[middle + k - 1] as number) < (reached[middle + k + 1] as number));
}

/** Walks back from the end. `trace[d]` holds the diagonals −d to d as they were after d edits. */
function runsOf(trace: readonly Int32Array[], edits: number, lengthA: number, lengthB: number): Run[] {
  const runs: Run[] = [];
  let x = lengthA;
  let y = lengthB;
  for (let d = edits; d > 0; d--) {
    const before = trace[d - 1] as Int32Array;
    const k = x - y;
    // Diagonals beyond ±(d − 1) were not reached yet.
    const isAdded = k === -d || (k !== d && (before[k + d - 2] ?? -1) < (before[k + d] ?? -1));
    const from = isAdded ? (before[k + d] as number) : (before[k + d - 2] as number);
    const start = isAdded ? from : from + 1;
    if (x > start) runs.push({ a: start, b: start - k, count: x - start });
    x = from;
    y = from - (isAdded ? k + 1 : k - 1);
  }
  if (x > 0) runs.push({ a: 0, b: 0, count: x });
  return runs.reverse();
}
