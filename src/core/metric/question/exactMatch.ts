import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import type { Metric } from '../metric';
import { pythonStrip } from '../pythonText';

/**
 * 1 when the answer equals one of the references code point by code point, else 0. Only white space around the two texts
 * is left out of the comparison (Python's `str.strip`); case, punctuation and inner white space count.
 */
export const exactMatch: Metric = {
  id: 'exact-match',
  title: 'Exact match',
  range: [0, 1],
  better: 'higher',
  follows: 'Python: answer.strip() == reference.strip(), best over the references',
  needsReference: true,
  rightAt: 1,
  digits: 2,
  score({ completion, references }) {
    const answer = pythonStrip(answerTextOf(completion));
    return bestOver(references, (reference) => (pythonStrip(reference) === answer ? 1 : 0));
  },
};
