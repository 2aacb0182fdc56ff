import { answerTextOf } from '../answerText';
import type { Metric } from '../metric';
import { pythonSplit } from '../pythonText';

const ORDER = 4;

/**
 * The share of 4-grams of words that stood before in the same answer: 1 − different 4-grams ÷ 4-grams. Words are what stands
 * between white space; an answer of fewer than four, such as one in Chinese, repeats nothing.
 */
export const repetition: Metric = {
  id: 'repetition',
  title: 'Repetition',
  range: [0, 1],
  better: 'lower',
  follows:
    'seq-rep-4 of Welleck et al., “Neural text generation with unlikelihood training”, ICLR 2020; 0 for no 4-gram',
  needsReference: false,
  digits: 2,
  score({ completion }) {
    const words = pythonSplit(answerTextOf(completion));
    const all = words.length - ORDER + 1;
    if (all <= 0) return 0;
    const different = new Set(words.slice(0, all).map((_, at) => words.slice(at, at + ORDER).join(' ')));
    return 1 - different.size / all;
  },
};
