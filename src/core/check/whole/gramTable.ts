import type { HashFilter } from './hashFilter';
import { Words } from './words';

/** Words in a run that two texts have in common only when one was copied (Brown et al. 2020, appendix C). */
export const GRAM_WORDS = 13;

/** A run that stands in more training samples than this is boilerplate and tells nothing (ibid.). */
const MOST_SAMPLES = 10;

/** Most runs that are kept: 17 bytes each, twice over. */
const MOST_GRAMS = 2 ** 21;

/** Most runs that are told to be boilerplate. */
const MOST_BOILERPLATE = 100_000;

/** A run's hash as one number: 53 of its bits. */
export function gramKey(high: number, low: number): number {
  return high * 2 ** 21 + (low >>> 11);
}

/** Reads the runs of texts as 64-bit hashes. */
export class GramReader {
  private readonly words = new Words();
  /** Only the first of them, as many as `read` said, are of the texts. */
  high: Uint32Array = new Uint32Array(1024);
  low: Uint32Array = new Uint32Array(1024);

  /** Reads the runs of texts into `high` and `low`; returns their number. */
  read(texts: readonly string[]): number {
    const { words } = this;
    words.clear();
    for (const text of texts) words.add(text);
    if (words.count < GRAM_WORDS) return 0;
    const high = words.runs(GRAM_WORDS, this.high);
    const low = words.runs(GRAM_WORDS, this.low, 0x5bd1e995);
    if (high.length > this.high.length) this.high = new Uint32Array(high.buffer);
    if (low.length > this.low.length) this.low = new Uint32Array(low.buffer);
    // 0 marks a free slot of the table.
    for (let at = 0; at < low.length; at++) if (low[at] === 0) this.low[at] = 1;
    return high.length;
  }
}

/** Where runs of a dataset's words stand in one training file. */
export class GramTable {
  private readonly highs: Uint32Array;
  private readonly lows: Uint32Array;
  /** Training samples with the run, at most 255. */
  private readonly counts: Uint8Array;
  private readonly lastSamples: Uint32Array;
  private readonly firstLines: Uint32Array;
  private readonly reader = new GramReader();
  private held = 0;
  private samples = 0;

  /** @param most runs it may be given; beyond MOST_GRAMS they are refused */
  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, Math.min(most, MOST_GRAMS)) * 2));
    this.highs = new Uint32Array(size);
    this.lows = new Uint32Array(size);
    this.counts = new Uint8Array(size);
    this.lastSamples = new Uint32Array(size);
    this.firstLines = new Uint32Array(size);
  }

  /** Takes the runs of a sample of the dataset that `filter` may have; false when there is no room for them. */
  add(texts: readonly string[], filter: HashFilter): boolean {
    const { reader } = this;
    const count = reader.read(texts);
    for (let at = 0; at < count; at++) {
      const high = reader.high[at] ?? 0;
      const low = reader.low[at] ?? 0;
      if (!filter.mayHave(high, low)) continue;
      const slot = this.slotOf(high, low);
      if (this.lows[slot]) continue;
      if (this.held >= this.highs.length / 2) return false;
      this.highs[slot] = high;
      this.lows[slot] = low;
      this.held++;
    }
    return true;
  }

  /** Runs that stand in so many training samples that they tell nothing, as `gramKey`s; not all where there are many. */
  boilerplate(): ReadonlySet<number> {
    const keys = new Set<number>();
    for (let slot = 0; slot < this.counts.length && keys.size < MOST_BOILERPLATE; slot++) {
      if ((this.counts[slot] ?? 0) > MOST_SAMPLES) keys.add(gramKey(this.highs[slot] ?? 0, this.lows[slot] ?? 0));
    }
    return keys;
  }

  /** Notes which runs a training sample has. */
  see(texts: readonly string[], line: number): void {
    const { reader } = this;
    const sample = ++this.samples;
    const count = reader.read(texts);
    for (let at = 0; at < count; at++) {
      const slot = this.slotOf(reader.high[at] ?? 0, reader.low[at] ?? 0);
      if (!this.lows[slot] || this.lastSamples[slot] === sample) continue;
      this.lastSamples[slot] = sample;
      const before = this.counts[slot] ?? 0;
      if (before === 0) this.firstLines[slot] = line;
      if (before < 255) this.counts[slot] = before + 1;
    }
  }

  /** The line of a training sample that has a run of these texts, boilerplate aside. */
  lineOf(texts: readonly string[]): number | undefined {
    const { reader } = this;
    const count = reader.read(texts);
    for (let at = 0; at < count; at++) {
      const slot = this.slotOf(reader.high[at] ?? 0, reader.low[at] ?? 0);
      const seen = this.counts[slot] ?? 0;
      if (seen > 0 && seen <= MOST_SAMPLES) return this.firstLines[slot];
    }
    return undefined;
  }

  private slotOf(high: number, low: number): number {
    const mask = this.highs.length - 1;
    let slot = high & mask;
    while (this.lows[slot] && (this.lows[slot] !== low || this.highs[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  }
}
