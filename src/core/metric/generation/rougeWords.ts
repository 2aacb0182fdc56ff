import { porterStem } from './porterStemmer';
import { TokenIds } from './tokenIds';

/** The package whose numbers the ROUGE metrics equal. */
export const ROUGE_SCORE = 'google-research rouge_score 0.1.2';

/** The option that all ROUGE metrics have. */
export const ROUGE_OPTIONS = { stemmer: { kind: 'flag', default: false } } as const;

/**
 * The words of texts as rouge_score finds them: runs of `a`–`z` and `0`–`9` after lower-casing, with `stemmer` the stems of
 * those of more than three letters. Text in another script has no words, and so it scores 0.
 */
export function rougeWords(stemmer: boolean): TokenIds {
  return new TokenIds(
    (text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [],
    stemmer ? (word) => [word.length > 3 ? porterStem(word) : word] : undefined,
  );
}

/** The F-measure of `common` words (or n-grams) out of those that the answer and the reference have. */
export function fMeasure(common: number, answered: number, expected: number): number {
  if (common === 0) return 0;
  const precision = common / answered;
  const recall = common / expected;
  return (2 * precision * recall) / (precision + recall);
}
