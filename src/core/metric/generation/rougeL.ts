import { lcsLengthSteps } from '../../compare/bitLcs';
import { runToEnd } from '../../compare/steps';
import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import { metricFamily } from '../metricFamily';
import { fMeasure, ROUGE_OPTIONS, ROUGE_SCORE, rougeWords } from './rougeWords';

/** F-measure over the longest common subsequence of words. */
export const rougeL = metricFamily('rouge-l', ROUGE_OPTIONS, ({ stemmer }) => {
  const words = rougeWords(stemmer);
  return {
    title: 'ROUGE-L',
    range: [0, 1],
    better: 'higher',
    follows: `${ROUGE_SCORE}, rouge_scorer rougeL fmeasure, use_stemmer=${stemmer ? 'True' : 'False'}, best over the references`,
    needsReference: true,
    rightAt: 0.5,
    digits: 2,
    score({ completion, references }) {
      const [answer = new Int32Array(), ...others] = words.of([answerTextOf(completion), ...references]);
      return bestOver(others, (reference) => {
        const common = runToEnd(lcsLengthSteps(reference, answer)).at(-1) ?? 0;
        return fMeasure(common, answer.length, reference.length);
      });
    },
  };
});
