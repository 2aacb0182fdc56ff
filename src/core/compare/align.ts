import { anchorsOf } from './anchors';
import { lcsLengthSteps, lcsSteps } from './bitLcs';
import { nearlyEqualRuns } from './nearlyEqual';

/** Sizes at which the method changes. A cell is a pair of one element of each sequence. */
export interface AlignLimits {
  /** Up to this many elements in both together, Myers' method is tried first. */
  readonly near: number;
  /** Up to this many cells, all rows of the bit-parallel table are kept: 32 MB at 2^28. */
  readonly rows: number;
  /** Beyond this many cells, unique elements anchor the sequences; up to it, the alignment is as long as possible. */
  readonly anchors: number;
  /** Beyond this many cells nothing but unique elements is aligned. */
  readonly cells: number;
}

const LIMITS: AlignLimits = { near: 2 ** 16, rows: 2 ** 28, anchors: 2 ** 28, cells: 2 ** 34 };

/** `NO_MATCH` or the position in the other sequence. */
export const NO_MATCH = -1;

/** Parts of both sequences that are still to be aligned, ends exclusive. */
interface Range {
  readonly a: number;
  readonly endA: number;
  readonly b: number;
  readonly endB: number;
}

/**
 * Aligns two sequences: for each element of `a` the position of its partner in `b`, or `NO_MATCH`; partners are equal
 * and ascend. As many as a longest common subsequence has, unless both sequences are so long (`LIMITS.anchors`) that
 * unique elements have to anchor them first.
 */
export function* alignSteps(a: Int32Array, b: Int32Array, limits = LIMITS): Generator<void, Int32Array> {
  const match = new Int32Array(a.length).fill(NO_MATCH);
  const ends = trim(a, b, { a: 0, endA: a.length, b: 0, endB: b.length }, (i, j) => (match[i] = j));
  // Elements that only one side has can have no partner: without them the rest is shorter.
  const placesA = placesOfShared(a.subarray(ends.a, ends.endA), b.subarray(ends.b, ends.endB));
  const placesB = placesOfShared(b.subarray(ends.b, ends.endB), a.subarray(ends.a, ends.endA));
  const sharedA = placesA.map((place) => a[ends.a + place] as number);
  const sharedB = placesB.map((place) => b[ends.b + place] as number);
  const pair = (i: number, j: number): void => {
    match[ends.a + (placesA[i] as number)] = ends.b + (placesB[j] as number);
  };
  const pending: Range[] = [{ a: 0, endA: sharedA.length, b: 0, endB: sharedB.length }];
  for (let range = pending.pop(); range; range = pending.pop()) {
    const rest = trim(sharedA, sharedB, range, pair);
    if (rest.a === rest.endA || rest.b === rest.endB) continue;
    pending.push(...(yield* alignRange(sharedA, sharedB, rest, pair, limits)));
  }
  return match;
}

/** Aligns a range, or splits it: returns the ranges that are left to do. */
function* alignRange(
  a: Int32Array,
  b: Int32Array,
  range: Range,
  pair: (i: number, j: number) => void,
  limits: AlignLimits,
): Generator<void, Range[]> {
  const partA = a.subarray(range.a, range.endA);
  const partB = b.subarray(range.b, range.endB);
  const total = partA.length + partB.length;
  const runs =
    total <= limits.near ? nearlyEqualRuns(partA, partB, Math.min(Math.max(32, total >> 6), 384)) : undefined;
  if (runs) {
    for (const run of runs) for (let k = 0; k < run.count; k++) pair(range.a + run.a + k, range.b + run.b + k);
    return [];
  }
  const cells = partA.length * partB.length;
  if (cells <= limits.rows) {
    const common = yield* lcsSteps(partA, partB);
    common.a.forEach((i, k) => pair(range.a + i, range.b + (common.b[k] as number)));
    return [];
  }
  if (cells > limits.anchors) {
    const anchors = anchorsOf(partA, partB);
    if (anchors.a.length > 0) return betweenAnchors(range, anchors.a, anchors.b, pair);
  }
  return cells <= limits.cells ? yield* split(partA, partB, range) : [];
}

/** Pairs what is equal at both ends of a range; returns what is left between. */
function trim(a: Int32Array, b: Int32Array, range: Range, pair: (i: number, j: number) => void): Range {
  const rest = { ...range };
  while (rest.a < rest.endA && rest.b < rest.endB && a[rest.a] === b[rest.b]) pair(rest.a++, rest.b++);
  while (rest.a < rest.endA && rest.b < rest.endB && a[rest.endA - 1] === b[rest.endB - 1])
    pair(--rest.endA, --rest.endB);
  return rest;
}

function placesOfShared(sequence: Int32Array, other: Int32Array): Int32Array {
  let highest = -1;
  for (const element of other) if (element > highest) highest = element;
  const isThere = new Uint8Array(highest + 1);
  for (const element of other) isThere[element] = 1;
  const places = new Int32Array(sequence.length);
  let count = 0;
  for (let i = 0; i < sequence.length; i++) if (isThere[sequence[i] as number] === 1) places[count++] = i;
  return places.subarray(0, count);
}

function betweenAnchors(
  range: Range,
  placesA: readonly number[],
  placesB: readonly number[],
  pair: (i: number, j: number) => void,
): Range[] {
  const ranges: Range[] = [];
  let { a, b } = range;
  placesA.forEach((place, k) => {
    const endA = range.a + place;
    const endB = range.b + (placesB[k] as number);
    pair(endA, endB);
    ranges.push({ a, endA, b, endB });
    a = endA + 1;
    b = endB + 1;
  });
  ranges.push({ a, endA: range.endA, b, endB: range.endB });
  return ranges;
}

/**
 * Splits a range in two that can be aligned on their own without losing length (D. S. Hirschberg, “A linear space
 * algorithm for computing maximal common subsequences”, CACM 18(6), 1975).
 */
function* split(a: Int32Array, b: Int32Array, range: Range): Generator<void, Range[]> {
  const middle = a.length >> 1;
  const before = yield* lcsLengthSteps(a.subarray(0, middle), b);
  const after = yield* lcsLengthSteps(a.slice(middle).reverse(), b.slice().reverse());
  let best = 0;
  let length = -1;
  before.forEach((value, j) => {
    const total = value + (after[b.length - j] as number);
    if (total > length) [best, length] = [j, total];
  });
  const atA = range.a + middle;
  const atB = range.b + best;
  return [
    { a: range.a, endA: atA, b: range.b, endB: atB },
    { a: atA, endA: range.endA, b: atB, endB: range.endB },
  ];
}
