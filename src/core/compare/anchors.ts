/** Elements that occur once in each of two sequences and come in the same order: positions in each, ascending. */
export interface Anchors {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

const NONE: Anchors = { a: [], b: [] };

/**
 * Anchors in the manner of Bram Cohen's patience diff: the longest increasing subsequence of the elements that are
 * unique on both sides. None when fewer than half of those elements keep their order, for then the texts were
 * re-arranged, and holding on to a few of them would tear the rest apart.
 */
export function anchorsOf(a: Int32Array, b: Int32Array): Anchors {
  const inA = uniquePositions(a);
  const inB = uniquePositions(b);
  const positionsA: number[] = [];
  const positionsB: number[] = [];
  for (const [element, position] of inA) {
    const other = inB.get(element) ?? -1;
    if (position < 0 || other < 0) continue;
    positionsA.push(position);
    positionsB.push(other);
  }
  const chain = longestIncreasing(positionsB);
  if (chain.length * 2 < positionsB.length) return NONE;
  return { a: chain.map((k) => positionsA[k] as number), b: chain.map((k) => positionsB[k] as number) };
}

/** Element → its position, or −1 when it occurs more than once; in the order of first occurrence. */
function uniquePositions(sequence: Int32Array): Map<number, number> {
  const positions = new Map<number, number>();
  sequence.forEach((element, i) => positions.set(element, positions.has(element) ? -1 : i));
  return positions;
}

/** Indices of a longest increasing subsequence of different numbers, by patience sorting. */
function longestIncreasing(values: readonly number[]): number[] {
  const tops: number[] = []; // tops[k]: index of the smallest value that ends an increasing subsequence of length k + 1
  const before: number[] = [];
  values.forEach((value, i) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tops[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    before.push(low > 0 ? (tops[low - 1] as number) : -1);
    tops[low] = i;
  });
  const chain: number[] = [];
  for (let i = tops.at(-1) ?? -1; i >= 0; i = before[i] as number) chain.push(i);
  return chain.reverse();
}
