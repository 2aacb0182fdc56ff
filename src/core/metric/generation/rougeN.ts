import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import { metricFamily, type MetricFamily } from '../metricFamily';
import { ngramCount, NgramMatches } from './ngrams';
import { fMeasure, ROUGE_OPTIONS, ROUGE_SCORE, rougeWords } from './rougeWords';

/** F-measure over the words that the texts share. */
export const rouge1 = rougeN(1);

/** F-measure over the pairs of words, one behind the other, that the texts share. */
export const rouge2 = rougeN(2);

function rougeN(order: number): MetricFamily {
  return metricFamily(`rouge-${order}`, ROUGE_OPTIONS, ({ stemmer }) => {
    const words = rougeWords(stemmer);
    const ngrams = new NgramMatches();
    return {
      title: `ROUGE-${order}`,
      range: [0, 1],
      better: 'higher',
      follows: `${ROUGE_SCORE}, rouge_scorer rouge${order} fmeasure, use_stemmer=${stemmer ? 'True' : 'False'}, best over the references`,
      needsReference: true,
      digits: 2,
      score({ completion, references }) {
        const [answer = new Int32Array(), ...others] = words.of([answerTextOf(completion), ...references]);
        return bestOver(others, (reference) => {
          const matches = new Int32Array(order);
          ngrams.count(answer, [reference], order, matches);
          return fMeasure(
            matches[order - 1] ?? 0,
            ngramCount(answer.length, order),
            ngramCount(reference.length, order),
          );
        });
      },
    };
  });
}
