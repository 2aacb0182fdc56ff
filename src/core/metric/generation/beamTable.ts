const BEAM_WIDTH = 25;
/** More than any distance; what lies outside of the beam. */
const UNREACHED = 1e9;

/** Which words of the two texts belong together, and where they differ. */
export interface Alignment {
  /** By word of the reference: the word of the answer at it, or the last one before it; -1 where there is none. */
  readonly aligned: Int32Array;
  /** How many of the first words of the answer are wrong: one number more than words. */
  readonly answerErrors: Int32Array;
  /** The same for the reference. */
  readonly referenceErrors: Int32Array;
}

/**
 * The table of edit distances between the beginnings of an answer and of a reference, within a beam around the diagonal, as
 * `BeamEditDistance` of sacreBLEU 2.6.0 fills it. Answers that differ in the order of some words share most of it.
 */
export class BeamTable {
  /** The edit distance of `words` and `reference`. */
  distance = 0;
  words: Int32Array;
  /** By row: the columns of the beam, from `low` up to `high`, and where they begin in `cells`. */
  private readonly low: Int32Array;
  private readonly high: Int32Array;
  private readonly start: Int32Array;
  private readonly cells: Int32Array;
  /** Two rows in the making; column j stands at j + 1. */
  private above: Int32Array;
  private row: Int32Array;

  constructor(
    words: Int32Array,
    readonly reference: Int32Array,
  ) {
    const rows = words.length;
    const columns = reference.length;
    this.words = words;
    this.low = new Int32Array(rows + 1);
    this.high = new Int32Array(rows + 1).fill(columns + 1);
    this.start = new Int32Array(rows + 2);
    const slope = rows > 0 ? columns / rows : 1;
    const width = BEAM_WIDTH < slope / 2 ? Math.ceil(slope / 2 + BEAM_WIDTH) : BEAM_WIDTH;
    this.start[1] = columns + 1;
    for (let i = 1; i <= rows; i++) {
      const diagonal = Math.floor(i * slope);
      const low = Math.max(0, diagonal - width);
      const high = i === rows ? columns + 1 : Math.min(columns + 1, diagonal + width);
      this.low[i] = low;
      this.high[i] = high;
      this.start[i + 1] = (this.start[i] as number) + high - low;
    }
    this.cells = new Int32Array(this.start[rows + 1] as number);
    for (let j = 0; j <= columns; j++) this.cells[j] = j;
    this.above = new Int32Array(columns + 2);
    this.row = new Int32Array(columns + 2);
    this.fill(0);
  }

  /** Makes `words`, the same ones in another order, those of the table. */
  take(words: Int32Array): void {
    let same = 0;
    while (same < words.length && words[same] === this.words[same]) same++;
    this.words = words;
    this.fill(same);
  }

  /** The distance that `words`, the same ones in another order, would have. */
  distanceOf(words: Int32Array): number {
    let first = 0;
    while (first < words.length && words[first] === this.words[first]) first++;
    let last = words.length;
    while (last > first && words[last - 1] === this.words[last - 1]) last--;
    if (first === last) return this.distance;
    this.load(first);
    for (let i = first + 1; i <= words.length; i++) {
      this.step(i, words[i - 1] as number);
      // From here on the words are those of the table, and so are the distances but for a number.
      const more = i >= last ? this.constantDifference(i) : undefined;
      if (more !== undefined) return this.distance + more;
      [this.above, this.row] = [this.row, this.above];
    }
    return this.above[this.reference.length + 1] as number;
  }

  /** Walks the table back; prefers a word kept or replaced to one too many, and that to one that is missing. */
  alignment(): Alignment {
    const { words, reference } = this;
    const aligned = new Int32Array(reference.length);
    const answerErrors = new Int32Array(words.length + 1);
    const referenceErrors = new Int32Array(reference.length + 1);
    let i = words.length;
    let j = reference.length;
    while (i > 0 || j > 0) {
      const here = this.cell(i, j);
      const wrong = i > 0 && j > 0 && words[i - 1] === reference[j - 1] ? 0 : 1;
      if (i > 0 && j > 0 && here === this.cell(i - 1, j - 1) + wrong) {
        aligned[j - 1] = i - 1;
        answerErrors[i--] = wrong;
        referenceErrors[j--] = wrong;
      } else if (i > 0 && here === this.cell(i - 1, j) + 1) {
        answerErrors[i--] = 1;
      } else {
        aligned[j - 1] = i - 1;
        referenceErrors[j--] = 1;
      }
    }
    return { aligned, answerErrors: summed(answerErrors), referenceErrors: summed(referenceErrors) };
  }

  private cell(i: number, j: number): number {
    const low = this.low[i] as number;
    if (j < low || j >= (this.high[i] as number)) return UNREACHED;
    return this.cells[(this.start[i] as number) + j - low] as number;
  }

  /** Fills the rows behind the first `from` words. */
  private fill(from: number): void {
    const { words, cells } = this;
    this.load(from);
    for (let i = from + 1; i <= words.length; i++) {
      this.step(i, words[i - 1] as number);
      cells.set(this.row.subarray((this.low[i] as number) + 1, (this.high[i] as number) + 1), this.start[i]);
      [this.above, this.row] = [this.row, this.above];
    }
    this.distance = this.cell(words.length, this.reference.length);
  }

  /** Copies a row of the table to where the next one is made from. */
  private load(i: number): void {
    const low = this.low[i] as number;
    this.above.set(this.cells.subarray(this.start[i], this.start[i + 1]), low + 1);
    this.closeBeam(this.above, i);
  }

  /** Makes row `i`, of the word `word`, from the row above it. */
  private step(i: number, word: number): void {
    const { above, row, reference } = this;
    const low = this.low[i] as number;
    const high = this.high[i] as number;
    let j = low;
    let left = UNREACHED;
    if (j === 0) {
      left = (above[1] as number) + 1;
      row[1] = left;
      j = 1;
    }
    for (; j < high; j++) {
      let least = (above[j] as number) + (reference[j - 1] === word ? 0 : 1);
      const tooMany = (above[j + 1] as number) + 1;
      if (tooMany < least) least = tooMany;
      if (left + 1 < least) least = left + 1;
      row[j + 1] = least;
      left = least;
    }
    this.closeBeam(row, i);
  }

  /** What the next row reads of this one outside of the beam is out of reach. */
  private closeBeam(row: Int32Array, i: number): void {
    row[this.low[i] as number] = UNREACHED;
    const end = this.high[i + 1] ?? 0;
    for (let j = this.high[i] as number; j < end; j++) row[j + 1] = UNREACHED;
  }

  /** By how much row `i` in the making is above that of the table, when it is the same everywhere. */
  private constantDifference(i: number): number | undefined {
    const { row, cells } = this;
    const start = this.start[i] as number;
    const shift = (this.low[i] as number) + 1;
    const width = (this.start[i + 1] as number) - start;
    const difference = (row[shift] as number) - (cells[start] as number);
    for (let at = 1; at < width; at++) {
      if ((row[shift + at] as number) - (cells[start + at] as number) !== difference) return undefined;
    }
    return difference;
  }
}

function summed(counts: Int32Array): Int32Array {
  for (let at = 1; at < counts.length; at++) counts[at] = (counts[at] as number) + (counts[at - 1] as number);
  return counts;
}
