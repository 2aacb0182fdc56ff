/**
 * Longest common subsequences by bits: H. Hyyrö, “Bit-parallel LCS-length computation revisited”, AWOCA 2004. A row of
 * the dynamic programming table is a vector V with a bit per element of `a`; a zero at bit i says that the length grows
 * there, L[i + 1] = L[i] + 1. With M the positions in `a` of the next element of `b`, the next row is
 * V = (V + (V & M)) | (V & ~M).
 *
 * M is zero nearly everywhere when there are many different elements (words), and V only changes where M is not zero or
 * a carry arrives; so M is kept as the few non-zero words of it, and a step costs those words instead of the whole row.
 */
import { SLICE_WORK } from './steps';

/** Cost of a step besides its words, in the unit of `SLICE_WORK`. */
const STEP_WORK = 32;

/** The positions of each element of a sequence, as non-zero 32-bit words: pairs `from[row]` up to `from[row + 1]`. */
interface Masks {
  readonly rowOf: ReadonlyMap<number, number>;
  readonly from: Int32Array;
  readonly word: Int32Array;
  readonly bits: Int32Array;
}

/** Pairs of equal elements that make a longest common subsequence of `a` and `b`, as positions in each, ascending. */
export interface Pairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/** The lengths of the longest common subsequences of the beginnings of `a` and `b`, as bits. */
export interface LcsTable {
  /** Whether `a[i]` makes the longest common subsequence with the first `j` elements of `b` longer. */
  grows(i: number, j: number): boolean;
}

/** A longest common subsequence; needs the room of {@link lcsTableSteps}. */
export function* lcsSteps(a: Int32Array, b: Int32Array): Generator<void, Pairs> {
  return pairsOf(yield* lcsTableSteps(a, b), a.length, b.length);
}

/** Keeps a row for each element of `b`: `a.length × b.length / 8` bytes. */
export function* lcsTableSteps(a: Int32Array, b: Int32Array): Generator<void, LcsTable> {
  const masks = masksOf(a);
  const width = Math.ceil(a.length / 32);
  // Row j + 1 is the table's row after b[j]; row 0 is all ones.
  const rows = new Int32Array((b.length + 1) * width).fill(-1, 0, width);
  let work = 0;
  for (let j = 0; j < b.length; j++) {
    const at = (j + 1) * width;
    rows.copyWithin(at, at - width, at);
    work += STEP_WORK + (width >> 4) + advance(rows, at, at + width, masks, b[j] as number);
    if (work > SLICE_WORK) {
      work = 0;
      yield;
    }
  }
  return { grows: (i, j) => !isOne(rows, j * width, i) };
}

/**
 * Lengths of the longest common subsequences of `a` with every beginning of `b`: entry j belongs to the first j
 * elements, 0 ≤ j ≤ `b.length`. Keeps one row only.
 */
export function* lcsLengthSteps(a: Int32Array, b: Int32Array): Generator<void, Int32Array> {
  const masks = masksOf(b);
  const row = new Int32Array(Math.ceil(b.length / 32)).fill(-1);
  let work = 0;
  for (const element of a) {
    work += STEP_WORK + advance(row, 0, row.length, masks, element);
    if (work > SLICE_WORK) {
      work = 0;
      yield;
    }
  }
  const lengths = new Int32Array(b.length + 1);
  for (let j = 0; j < b.length; j++) lengths[j + 1] = (lengths[j] as number) + (isOne(row, 0, j) ? 0 : 1);
  return lengths;
}

function masksOf(sequence: Int32Array): Masks {
  const rowOf = new Map<number, number>();
  const rows = new Int32Array(sequence.length);
  for (let i = 0; i < sequence.length; i++) {
    const element = sequence[i] as number;
    let row = rowOf.get(element);
    if (row === undefined) {
      row = rowOf.size;
      rowOf.set(element, row);
    }
    rows[i] = row;
  }
  const from = new Int32Array(rowOf.size + 1);
  for (const row of rows) from[row + 1] = (from[row + 1] as number) + 1;
  for (let row = 0; row < rowOf.size; row++) from[row + 1] = (from[row + 1] as number) + (from[row] as number);

  // A row has room for one word per occurrence; occurrences in one word share it, the room left over holds zeros.
  const word = new Int32Array(sequence.length);
  const bits = new Int32Array(sequence.length);
  const used = from.slice();
  for (let i = 0; i < sequence.length; i++) {
    const row = rows[i] as number;
    const next = used[row] as number;
    const last = next - 1;
    const bit = 1 << (i & 31);
    if (last >= (from[row] as number) && word[last] === i >> 5) {
      bits[last] = (bits[last] as number) | bit;
    } else {
      word[next] = i >> 5;
      bits[next] = bit;
      used[row] = next + 1;
    }
  }
  return { rowOf, from, word, bits };
}

/** Makes the row in `rows` from `at` up to `end` the next one, after `element`. Returns how many words it looked at. */
function advance(rows: Int32Array, at: number, end: number, masks: Masks, element: number): number {
  const row = masks.rowOf.get(element);
  if (row === undefined) return 0;
  const { word, bits } = masks;
  const last = masks.from[row + 1] as number;
  let work = 0;
  let carry = 0;
  let next = at;
  for (let k = masks.from[row] as number; k < last; k++) {
    const mask = bits[k] as number;
    if (mask === 0) break;
    const target = at + (word[k] as number);
    if (carry === 1) {
      work += target - next;
      carry = absorb(rows, next, target);
    }
    const value = rows[target] as number;
    const met = value & mask;
    const sum = (value + met + carry) | 0;
    carry = (met | (value & ~sum)) >>> 31;
    rows[target] = sum | (value & ~mask);
    next = target + 1;
    work++;
  }
  if (carry === 1) {
    work += end - next;
    absorb(rows, next, end);
  }
  return work;
}

/** Adds a carry to words without the element: the first zero bit takes it. Returns 1 when there was none. */
function absorb(rows: Int32Array, from: number, end: number): 0 | 1 {
  for (let i = from; i < end; i++) {
    const value = rows[i] as number;
    if (value !== -1) {
      rows[i] = value | (value + 1);
      return 0;
    }
  }
  return 1;
}

/** Walks the table back from its last corner to the first. */
function pairsOf(table: LcsTable, lengthA: number, lengthB: number): Pairs {
  const room = Math.min(lengthA, lengthB);
  const a = new Int32Array(room);
  const b = new Int32Array(room);
  let free = room;
  let i = lengthA;
  let j = lengthB;
  while (i > 0 && j > 0) {
    if (!table.grows(i - 1, j)) {
      i--; // a[i - 1] adds nothing to the length
    } else if (table.grows(i - 1, j - 1)) {
      j--; // it added to the length before b[j - 1] came
    } else {
      free--;
      a[free] = --i;
      b[free] = --j;
    }
  }
  return { a: a.subarray(free), b: b.subarray(free) };
}

function isOne(rows: Int32Array, at: number, bit: number): boolean {
  return (((rows[at + (bit >> 5)] as number) >>> (bit & 31)) & 1) === 1;
}
