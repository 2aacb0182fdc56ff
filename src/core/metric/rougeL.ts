import { lcsLengthSteps } from '../compare/bitLcs';
import { runToEnd } from '../compare/steps';
import { answerTextOf } from './answerText';
import { bestOver } from './bestReference';
import type { Metric } from './metric';

/**
 * F-measure over the longest common subsequence of words. Words are runs of `a`–`z` and `0`–`9` after lower-casing, as in
 * rouge_score: text in another script has none and scores 0.
 */
export const rougeL: Metric = {
  id: 'rouge-l',
  title: 'ROUGE-L',
  range: [0, 1],
  better: 'higher',
  follows:
    'google-research rouge_score 0.1.2, rouge_scorer rougeL fmeasure, use_stemmer=False, best over the references',
  needsReference: true,
  rightAt: 0.5,
  digits: 2,
  score({ completion, references }) {
    const answer = rougeWords(answerTextOf(completion));
    return bestOver(references, (reference) => rougeLOf(rougeWords(reference), answer));
  },
};

function rougeWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function rougeLOf(reference: readonly string[], answer: readonly string[]): number {
  const common = commonLength(reference, answer);
  if (common === 0) return 0;
  const precision = common / answer.length;
  const recall = common / reference.length;
  return (2 * precision * recall) / (precision + recall);
}

/** Length of the longest common subsequence of two word lists. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const ids = new Map<string, number>();
  const idsOf = (words: readonly string[]): Int32Array =>
    Int32Array.from(words, (word) => {
      const id = ids.get(word) ?? ids.size;
      ids.set(word, id);
      return id;
    });
  return runToEnd(lcsLengthSteps(idsOf(a), idsOf(b))).at(-1) ?? 0;
}
