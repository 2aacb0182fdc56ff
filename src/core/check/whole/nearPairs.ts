import { BANDS } from './minHash';
import { isSample, type SampleKeys } from './sampleKeys';

/** Earlier rows that each row is held against. */
const CANDIDATES = 4;

/**
 * Pairs of samples that may be near duplicates, by row. Each row is paired with the first rows that share a band with it,
 * at most four of them, the ones with most bands in common first. Works step by step: a caller may pause between them.
 * @param skip rows that are left out: what is equal to an earlier row
 * @returns the candidates of each row
 */
export function* nearPairs(keys: SampleKeys, skip: (row: number) => boolean): Generator<void, NearCandidates> {
  const rows = keys.kinds.length;
  const candidates = new NearCandidates(rows);
  const size = 2 ** Math.ceil(Math.log2(Math.max(rows, 2) * 1.5));
  const mask = size - 1;
  const table = new Uint32Array(size);
  for (let band = 0; band < BANDS; band++) {
    table.fill(0);
    for (let row = 0; row < rows; row++) {
      if (row % 10_000 === 0) yield;
      const hash = keys.bands[row * BANDS + band] ?? 0;
      if (hash === 0 || !isSample(keys, row) || skip(row)) continue;
      let slot = hash & mask;
      let held = table[slot];
      while (held && keys.bands[(held - 1) * BANDS + band] !== hash) held = table[(slot = (slot + 1) & mask)];
      if (held) candidates.add(row, held - 1);
      else table[slot] = row + 1;
    }
  }
  return candidates;
}

/** For each row up to four earlier rows, with the number of bands they have in common. */
export class NearCandidates {
  private readonly others: Uint32Array;
  private readonly counts: Uint8Array;

  constructor(private readonly rows: number) {
    this.others = new Uint32Array(rows * CANDIDATES);
    this.counts = new Uint8Array(rows * CANDIDATES);
  }

  add(row: number, other: number): void {
    for (let at = row * CANDIDATES; at < (row + 1) * CANDIDATES; at++) {
      if (this.counts[at] !== 0 && this.others[at] !== other) continue;
      this.others[at] = other;
      this.counts[at] = (this.counts[at] ?? 0) + 1;
      return;
    }
  }

  /** The candidates of a row, most bands in common first. */
  of(row: number): readonly number[] {
    const from = row * CANDIDATES;
    return Array.from({ length: CANDIDATES }, (_, at) => from + at)
      .filter((at) => this.counts[at] !== 0)
      .sort((a, b) => (this.counts[b] ?? 0) - (this.counts[a] ?? 0))
      .map((at) => this.others[at] ?? 0);
  }

  /** Rows that have candidates, in file order. */
  *rowsWithAny(): Generator<number> {
    for (let row = 0; row < this.rows; row++) if (this.counts[row * CANDIDATES] !== 0) yield row;
  }
}
