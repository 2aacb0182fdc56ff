import type { SampleContent } from '../../dataset/sample';
import type { GramTable } from './gramTable';
import { KeyTable } from './keyTable';
import { BANDS, jaccard, NEAR } from './minHash';
import { isSample, KeyReader, newSampleKeys, type SampleKeys } from './sampleKeys';
import { comparedTexts } from './sampleText';

/** How a sample stands in a training file, the surest first. */
export type LeakKind = 'exact' | 'normalized' | 'ngram' | 'near';

/** Rows of a dataset that are looked for by near duplicates: 160 bytes each. */
export const MOST_NEAR_ROWS = 250_000;

/** Pairs of texts that are compared for one training file. */
export const MOST_COMPARED = 200_000;

/** Samples of a dataset, ready to be found in training files. */
export class LeakFinder {
  private readonly rows: number;
  private readonly exact: KeyTable;
  private readonly prompts: KeyTable;
  private readonly bands: KeyTable;
  private readonly reader: KeyReader;
  private readonly one = newSampleKeys(1);
  /** Lines of the training file, by the first row with the same key; 0 where there is none. */
  private exactLines: Uint32Array;
  private promptLines: Uint32Array;
  private nearLines: Uint32Array;
  private compared = 0;

  /**
   * @param grams the 13-grams of the dataset
   * @param shinglesOfRow reads the shingles of a row of the dataset again
   */
  constructor(
    private readonly keys: SampleKeys,
    private readonly grams: GramTable,
    common: ReadonlySet<number>,
    private readonly shinglesOfRow: (row: number) => ReadonlySet<number>,
  ) {
    this.rows = keys.kinds.length;
    this.exact = new KeyTable(this.rows);
    this.prompts = new KeyTable(this.rows);
    const nearRows = Math.min(this.rows, MOST_NEAR_ROWS);
    this.bands = new KeyTable(nearRows * BANDS);
    this.reader = new KeyReader(common);
    for (let row = 0; row < this.rows; row++) {
      if (!isSample(keys, row)) continue;
      this.exact.firstOf(keys.exactHigh[row] ?? 0, keys.exactLow[row] ?? 0, row);
      this.prompts.firstOf(keys.promptHigh[row] ?? 0, keys.promptLow[row] ?? 0, row);
      if (row >= nearRows) continue;
      for (let band = 0; band < BANDS; band++) {
        const hash = keys.bands[row * BANDS + band] ?? 0;
        if (hash !== 0) this.bands.firstOf(hash, band, row);
      }
    }
    this.exactLines = new Uint32Array(this.rows);
    this.promptLines = new Uint32Array(this.rows);
    this.nearLines = new Uint32Array(this.rows);
  }

  /** True when not every pair that looked alike could be compared. */
  get isIncomplete(): boolean {
    return this.compared >= MOST_COMPARED;
  }

  /** Another training file begins. */
  begin(): void {
    this.exactLines.fill(0);
    this.promptLines.fill(0);
    this.nearLines.fill(0);
    this.grams.clearSamples();
    this.compared = 0;
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

  /** How and on which line of the training file a sample of the dataset stands there. */
  leakOf(row: number, sample: SampleContent): { readonly kind: LeakKind; readonly line: number } | undefined {
    const { keys } = this;
    const exact = this.exact.find(keys.exactHigh[row] ?? 0, keys.exactLow[row] ?? 0);
    const exactLine = exact === undefined ? 0 : this.exactLines[exact];
    if (exactLine) return { kind: 'exact', line: exactLine };
    const prompt = this.prompts.find(keys.promptHigh[row] ?? 0, keys.promptLow[row] ?? 0);
    const promptLine = prompt === undefined ? 0 : this.promptLines[prompt];
    if (promptLine) return { kind: 'normalized', line: promptLine };
    const gramLine = this.grams.lineOf(comparedTexts(sample));
    if (gramLine !== undefined) return { kind: 'ngram', line: gramLine };
    const nearLine = this.nearLines[row];
    return nearLine ? { kind: 'near', line: nearLine } : undefined;
  }

  private seeNear(sample: SampleContent, line: number): void {
    let own: ReadonlySet<number> | undefined;
    const tried = new Set<number>();
    for (let band = 0; band < BANDS; band++) {
      const hash = this.one.bands[band] ?? 0;
      const row = hash === 0 ? undefined : this.bands.find(hash, band);
      if (row === undefined || this.nearLines[row] || tried.has(row) || this.isIncomplete) continue;
      tried.add(row);
      this.compared++;
      own ??= new Set(this.reader.shinglesOf(sample));
      if (jaccard(own, this.shinglesOfRow(row)) >= NEAR) this.nearLines[row] = line;
    }
  }
}
