import { metricFamily } from '../metricFamily';
import { pythonSplit } from '../pythonText';
import { ngramCount, NgramMatches } from './ngrams';
import { sumMetric } from './sumMetric';
import { TokenIds } from './tokenIds';

const ORDER = 4;

/**
 * Google-BLEU: the smaller one of precision and recall of n-grams of 1 to 4 words, where words are what stands between
 * white space. The figure of a set is that of its counts; of several references the one with the best score counts.
 */
export const gleu = metricFamily('gleu', {}, () => {
  const words = new TokenIds(pythonSplit);
  const ngrams = new NgramMatches();
  return {
    title: 'GLEU',
    range: [0, 1],
    better: 'higher',
    follows: 'NLTK 3.10.3 sentence_gleu and, for a whole set, corpus_gleu over str.split()',
    digits: 2,
    ...sumMetric({
      width: 2,
      count(text, references) {
        const [answer = new Int32Array(), ...others] = words.of([text, ...references]);
        let best = new Float64Array(2);
        for (const reference of others) {
          const matches = new Int32Array(ORDER);
          ngrams.count(answer, [reference], ORDER, matches);
          const all = Math.max(allNgrams(answer), allNgrams(reference));
          const counts = Float64Array.of(
            matches.reduce((sum, count) => sum + count, 0),
            all,
          );
          if (all > 0 && (best[1] === 0 || shareOf(counts) > shareOf(best))) best = counts;
        }
        return best;
      },
      score: shareOf,
      figure: shareOf,
    }),
  };
});

function allNgrams({ length }: Int32Array): number {
  let all = 0;
  for (let order = 1; order <= ORDER; order++) all += ngramCount(length, order);
  return all;
}

function shareOf([matched = 0, all = 0]: Float64Array): number {
  return all === 0 ? 0 : matched / all;
}
