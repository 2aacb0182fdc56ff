import type { SampleContent } from '../../dataset/sample';
import { GramReader } from './gramTable';
import { BANDS } from './minHash';
import { KeyReader, newSampleKeys } from './sampleKeys';
import { comparedTexts } from './sampleText';

/** Keeps hashes of one kind apart from those of another. */
const EXACT = 0x2545f491;
const PROMPT = 0x6c8e9cf5;
const BAND = 0x3c6ef372;

/** Reads the hashes of which two samples have one in common if one may be a leak of the other. */
export class LeakHashes {
  private readonly grams = new GramReader();
  private readonly keys: KeyReader;
  private readonly one = newSampleKeys(1);

  /** @param common shingles that stand in so many samples that they tell nothing */
  constructor(common: ReadonlySet<number>) {
    this.keys = new KeyReader(common);
  }

  /**
   * Calls back for each hash until one call returns true.
   * @param isTraining the references of training samples are looked at as well
   * @returns true when a call did
   */
  some(
    sample: SampleContent,
    isTraining: boolean,
    take: (high: number, low: number, isGram: boolean) => boolean,
  ): boolean {
    const { one, grams } = this;
    one.bands.fill(0);
    this.keys.read(sample, one, 0);
    if (take(one.exactHigh[0] ?? 0, (one.exactLow[0] ?? 0) ^ EXACT, false)) return true;
    if (take(one.promptHigh[0] ?? 0, (one.promptLow[0] ?? 0) ^ PROMPT, false)) return true;
    for (let band = 0; band < BANDS; band++) {
      const hash = one.bands[band] ?? 0;
      if (hash !== 0 && take(hash, Math.imul(hash, BAND) ^ band, false)) return true;
    }
    const texts = comparedTexts(sample);
    const count = grams.read(isTraining ? [...texts, ...sample.references] : texts);
    for (let at = 0; at < count; at++) if (take(grams.high[at] ?? 0, grams.low[at] ?? 0, true)) return true;
    return false;
  }
}
