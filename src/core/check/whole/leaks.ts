import type { SampleContent } from '../../dataset/sample';
import type { GramTable } from './gramTable';
import { KeyTable } from './keyTable';
import { BANDS, jaccard, NEAR } from './minHash';
import { KeyReader, newSampleKeys, type SampleKeys } from './sampleKeys';
import { comparedTexts } from './sampleText';

/** How a sample stands in a training file, the surest first. */
export type LeakKind = 'exact' | 'normalized' | 'ngram' | 'near';

/** Where a sample stands in a training file. */
export interface Leak {
  readonly kind: LeakKind;
  readonly line: number;
}

/** Rows of a dataset that are looked for by near duplicates: 160 bytes each. */
export const MOST_NEAR_ROWS = 250_000;

/** Pairs of texts that are compared for one training file. */
export const MOST_COMPARED = 200_000;

/** Samples of a dataset, ready to be found in a training file. What is found of one does not depend on the others. */
export class LeakFinder {
  private readonly exact: KeyTable;
  private readonly prompts: KeyTable;
  private readonly bands: KeyTable;
  /** For each place in `rows` and band, 1 + the next place with the same hash; 0 for the last. */
  private readonly alike: Uint32Array;
  private readonly reader: KeyReader;
  private readonly one = newSampleKeys(1);
  /** Lines of the training file, by the first place with the same key; 0 where there is none. */
  private readonly exactLines: Uint32Array;
  private readonly promptLines: Uint32Array;
  private readonly nearLines: Uint32Array;
  private compared = 0;

  /**
   * @param rows of the samples that are looked for
   * @param grams their 13-grams
   * @param shinglesOfRow reads the shingles of a row of the dataset again
   */
  constructor(
    private readonly keys: SampleKeys,
    private readonly rows: Uint32Array,
    private readonly grams: GramTable,
    common: ReadonlySet<number>,
    private readonly shinglesOfRow: (row: number) => ReadonlySet<number>,
  ) {
    const nearRows = Math.min(rows.length, MOST_NEAR_ROWS);
    this.exact = new KeyTable(rows.length);
    this.prompts = new KeyTable(rows.length);
    this.bands = new KeyTable(nearRows * BANDS);
    this.alike = new Uint32Array(nearRows * BANDS);
    this.reader = new KeyReader(common);
    for (const [place, row] of rows.entries()) {
      this.exact.firstOf(keys.exactHigh[row] ?? 0, keys.exactLow[row] ?? 0, place);
      this.prompts.firstOf(keys.promptHigh[row] ?? 0, keys.promptLow[row] ?? 0, place);
      if (place < nearRows) this.addBands(place, row);
    }
    this.exactLines = new Uint32Array(rows.length);
    this.promptLines = new Uint32Array(rows.length);
    this.nearLines = new Uint32Array(rows.length);
  }

  /** True when not every pair that looked alike could be compared. */
  get isIncomplete(): boolean {
    return this.compared >= MOST_COMPARED;
  }

  /** Takes a sample of the training file. */
  see(sample: SampleContent, line: number): void {
    const { one } = this;
    one.bands.fill(0);
    this.reader.read(sample, one, 0);
    const exact = this.exact.find(one.exactHigh[0] ?? 0, one.exactLow[0] ?? 0);
    if (exact !== undefined) this.exactLines[exact] ||= line;
    const prompt = this.prompts.find(one.promptHigh[0] ?? 0, one.promptLow[0] ?? 0);
    if (prompt !== undefined) this.promptLines[prompt] ||= line;
    this.grams.see([...comparedTexts(sample), ...sample.references], line);
    this.seeNear(sample, line);
  }

  /**
   * How and on which line of the training file a sample of the dataset stands there.
   * @param place of its row in `rows`
   */
  leakOf(place: number, sample: SampleContent): Leak | undefined {
    const { keys } = this;
    const row = this.rows[place] ?? 0;
    const exact = this.exact.find(keys.exactHigh[row] ?? 0, keys.exactLow[row] ?? 0);
    const exactLine = exact === undefined ? 0 : this.exactLines[exact];
    if (exactLine) return { kind: 'exact', line: exactLine };
    const prompt = this.prompts.find(keys.promptHigh[row] ?? 0, keys.promptLow[row] ?? 0);
    const promptLine = prompt === undefined ? 0 : this.promptLines[prompt];
    if (promptLine) return { kind: 'normalized', line: promptLine };
    const gramLine = this.grams.lineOf(comparedTexts(sample));
    if (gramLine !== undefined) return { kind: 'ngram', line: gramLine };
    const nearLine = this.nearLines[place];
    return nearLine ? { kind: 'near', line: nearLine } : undefined;
  }

  private addBands(place: number, row: number): void {
    for (let band = 0; band < BANDS; band++) {
      const hash = this.keys.bands[row * BANDS + band] ?? 0;
      if (hash === 0) continue;
      const first = this.bands.firstOf(hash, band, place);
      if (first === place) continue;
      const behindFirst = first * BANDS + band;
      this.alike[place * BANDS + band] = this.alike[behindFirst] ?? 0;
      this.alike[behindFirst] = place + 1;
    }
  }

  private seeNear(sample: SampleContent, line: number): void {
    let own: ReadonlySet<number> | undefined;
    const tried = new Set<number>();
    for (let band = 0; band < BANDS; band++) {
      const hash = this.one.bands[band] ?? 0;
      const first = hash === 0 ? undefined : this.bands.find(hash, band);
      for (let next = (first ?? -1) + 1; next !== 0; next = this.alike[(next - 1) * BANDS + band] ?? 0) {
        const place = next - 1;
        if (this.nearLines[place] || tried.has(place)) continue;
        if (this.isIncomplete) return;
        tried.add(place);
        this.compared++;
        own ??= new Set(this.reader.shinglesOf(sample));
        if (jaccard(own, this.shinglesOfRow(this.rows[place] ?? 0)) >= NEAR) this.nearLines[place] = line;
      }
    }
  }
}
