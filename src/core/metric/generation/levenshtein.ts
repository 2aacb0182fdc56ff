import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import type { Metric } from '../metric';
import { codePointsOf } from '../pythonText';
import { editDistance } from './editDistance';

/** 1 − Levenshtein distance ÷ length of the longer text, in code points; 1 for two empty texts. */
export const levenshtein: Metric = {
  id: 'levenshtein',
  title: 'Levenshtein similarity',
  range: [0, 1],
  better: 'higher',
  follows: 'rapidfuzz 3.14.6 distance.Levenshtein.normalized_similarity, best over the references',
  needsReference: true,
  digits: 2,
  score({ completion, references }) {
    const answer = codePointsOf(answerTextOf(completion));
    return bestOver(references, (text) => {
      const reference = codePointsOf(text);
      const longest = Math.max(answer.length, reference.length);
      return longest === 0 ? 1 : 1 - editDistance(answer, reference) / longest;
    });
  },
};
