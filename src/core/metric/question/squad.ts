import { pythonSplit } from '../pythonText';

/** Python's `string.punctuation`. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
/** Python's `\b(a|an|the)\b`: its word characters are letters and numbers of every script; combining marks are not. */
const ARTICLES = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/**
 * The words of an answer as SQuAD's evaluation script (`normalize_answer`, v1.1 and v2.0) compares them: lower case,
 * ASCII punctuation removed, articles replaced by a space, split at white space — in this order.
 */
export function answerWords(text: string): string[] {
  return pythonSplit(text.toLowerCase().replace(PUNCTUATION, '').replace(ARTICLES, ' '));
}

/**
 * SQuAD's `compute_f1` over two word lists: harmonic mean of precision and recall of the words counted with their
 * repeats. Where one list is empty, 1 when both are and 0 otherwise (the rule of v2.0; v1.1 gives 0 for both empty).
 */
export function wordF1(answer: readonly string[], reference: readonly string[]): number {
  if (answer.length === 0 || reference.length === 0) return answer.length === reference.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of reference) left.set(word, (left.get(word) ?? 0) + 1);
  let same = 0;
  for (const word of answer) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    same++;
  }
  if (same === 0) return 0;
  const precision = same / answer.length;
  const recall = same / reference.length;
  return (2 * precision * recall) / (precision + recall);
}
