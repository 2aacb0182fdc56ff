import type { SampleContent } from '../../dataset/sample';
import { BANDS, bandsOf, minHash, SHINGLE_WORDS, SIGNATURE_LENGTH } from './minHash';
import { comparedTexts, hashPrompt, hashReferences, hashSample } from './sampleText';
import { TextHash } from './textHash';
import { Words } from './words';

/** What samples are told apart by, row by row, in typed arrays: 108 bytes a row. */
export interface SampleKeys {
  /** 1 for rows that hold a sample; 3 for those that have a reference as well. */
  readonly kinds: Uint8Array;
  /** Prompt and references as they are. */
  readonly exactHigh: Uint32Array;
  readonly exactLow: Uint32Array;
  /** Prompt without regard to case and white space. */
  readonly promptHigh: Uint32Array;
  readonly promptLow: Uint32Array;
  /** References, likewise. */
  readonly references: Uint32Array;
  /** BANDS hashes for each row; 0 where there are no words to compare. */
  readonly bands: Uint32Array;
}

/** Bits of `kinds`. */
const SAMPLE = 1;
const REFERENCE = 2;

export const isSample = (keys: SampleKeys, row: number): boolean => keys.kinds[row] !== 0;
export const hasReference = (keys: SampleKeys, row: number): boolean => ((keys.kinds[row] ?? 0) & REFERENCE) !== 0;

export function newSampleKeys(rows: number): SampleKeys {
  return {
    kinds: new Uint8Array(rows),
    exactHigh: new Uint32Array(rows),
    exactLow: new Uint32Array(rows),
    promptHigh: new Uint32Array(rows),
    promptLow: new Uint32Array(rows),
    references: new Uint32Array(rows),
    bands: new Uint32Array(rows * BANDS),
  };
}

/** Puts the keys of the rows `from` up to `to` (exclusive) into `into` from row `at` on. */
export function copySampleKeys(into: SampleKeys, at: number, keys: SampleKeys, from: number, to: number): void {
  into.kinds.set(keys.kinds.subarray(from, to), at);
  into.exactHigh.set(keys.exactHigh.subarray(from, to), at);
  into.exactLow.set(keys.exactLow.subarray(from, to), at);
  into.promptHigh.set(keys.promptHigh.subarray(from, to), at);
  into.promptLow.set(keys.promptLow.subarray(from, to), at);
  into.references.set(keys.references.subarray(from, to), at);
  into.bands.set(keys.bands.subarray(from * BANDS, to * BANDS), at * BANDS);
}

/** Reads what samples are told apart by. */
export class KeyReader {
  private readonly hash = new TextHash();
  private readonly words = new Words();
  private readonly signature = new Uint32Array(SIGNATURE_LENGTH);
  private runs: Uint32Array = new Uint32Array(1024);
  private kept: Uint32Array = new Uint32Array(1024);

  /** @param common shingles that stand in so many samples that they tell nothing (a template's) */
  constructor(private readonly common: ReadonlySet<number>) {}

  /** Writes the keys of a sample. */
  read(sample: SampleContent, keys: SampleKeys, row: number): void {
    const { hash } = this;
    keys.kinds[row] = sample.references.length > 0 ? SAMPLE | REFERENCE : SAMPLE;
    hashSample(sample, hash);
    keys.exactHigh[row] = hash.high;
    keys.exactLow[row] = hash.low;
    hashPrompt(sample, hash);
    keys.promptHigh[row] = hash.high;
    keys.promptLow[row] = hash.low;
    hashReferences(sample, hash);
    keys.references[row] = hash.high;
    const shingles = this.shinglesOf(sample);
    if (shingles.length === 0) return;
    minHash(shingles, this.signature);
    bandsOf(this.signature, keys.bands, row * BANDS);
  }

  /** The shingles of a sample without the common ones. Valid until the next call. */
  shinglesOf(sample: SampleContent): Uint32Array {
    this.words.clear();
    for (const text of comparedTexts(sample)) this.words.add(text);
    const all = this.words.runs(SHINGLE_WORDS, this.runs);
    if (all.length > this.runs.length) this.runs = new Uint32Array(all.buffer);
    if (this.common.size === 0) return all;
    if (this.kept.length < all.length) this.kept = new Uint32Array(all.length * 2);
    let count = 0;
    for (const shingle of all) if (!this.common.has(shingle)) this.kept[count++] = shingle;
    return this.kept.subarray(0, count);
  }
}
