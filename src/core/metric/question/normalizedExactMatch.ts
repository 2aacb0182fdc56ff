import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import type { Metric } from '../metric';
import { answerWords } from './squad';

/** 1 when the answer equals one of the references after SQuAD's normalisation (`answerWords`), else 0. */
export const normalizedExactMatch: Metric = {
  id: 'normalized-exact-match',
  title: 'Normalized exact match',
  range: [0, 1],
  better: 'higher',
  follows: 'SQuAD evaluate-v2.0.py compute_exact, best over the references',
  needsReference: true,
  rightAt: 1,
  digits: 2,
  score({ completion, references }) {
    const answer = answerWords(answerTextOf(completion)).join(' ');
    return bestOver(references, (reference) => (answerWords(reference).join(' ') === answer ? 1 : 0));
  },
};
