import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import type { Metric } from '../metric';
import { answerWords, wordF1 } from './squad';

/** Overlap of the words of the answer and of the best reference, after SQuAD's normalisation. */
export const tokenF1: Metric = {
  id: 'token-f1',
  title: 'Token F1',
  range: [0, 1],
  better: 'higher',
  follows: 'SQuAD evaluate-v2.0.py compute_f1, best over the references',
  needsReference: true,
  rightAt: 0.5,
  digits: 2,
  score({ completion, references }) {
    const answer = answerWords(answerTextOf(completion));
    return bestOver(references, (reference) => wordF1(answer, answerWords(reference)));
  },
};
