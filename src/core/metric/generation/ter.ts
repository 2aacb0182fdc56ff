import { metricFamily } from '../metricFamily';
import { pythonTrimEnd } from '../pythonText';
import { SACREBLEU, sacrebleuSignature } from './sacrebleu';
import { sumMetric } from './sumMetric';
import { translationEdits } from './tercom';
import { terWords } from './terTokenizer';
import { TokenIds } from './tokenIds';

/**
 * Translation edit rate on sacreBLEU's scale: edits, of which moving words that stand together is one, per 100 words of the
 * reference; 0 is best and there is no worst. Of several references the one with the fewest edits counts, against the
 * mean of their lengths.
 */
export const ter = metricFamily(
  'ter',
  {
    normalized: { kind: 'flag', default: false },
    'no-punct': { kind: 'flag', default: false },
    'asian-support': { kind: 'flag', default: false },
    'case-sensitive': { kind: 'flag', default: false },
  },
  ({ normalized, 'no-punct': noPunct, 'asian-support': asianSupport, 'case-sensitive': caseSensitive }) => {
    const options = { normalized, noPunct, asianSupport, caseSensitive };
    const ids = new TokenIds((text) => terWords(pythonTrimEnd(text), options));
    return {
      title: 'TER',
      range: [0, null],
      better: 'lower',
      follows: `sacreBLEU ${SACREBLEU} TER: corpus_score, and sentence_score for one answer`,
      signature: sacrebleuSignature({
        case: caseSensitive ? 'mixed' : 'lc',
        tok: 'tercom',
        norm: normalized,
        punct: !noPunct,
        asian: asianSupport,
      }),
      digits: 1,
      ...sumMetric({
        width: 2,
        count(text, references) {
          const [answer = new Int32Array(), ...others] = ids.of([text, ...references]);
          const edits = Math.min(...others.map((reference) => translationEdits(answer, reference)));
          const lengths = others.reduce((sum, { length }) => sum + length, 0);
          return Float64Array.of(edits, lengths / others.length);
        },
        score: rateOf,
        figure: rateOf,
      }),
    };
  },
);

function rateOf([edits = 0, length = 0]: Float64Array): number {
  if (length > 0) return (100 * edits) / length;
  return edits > 0 ? 100 : 0;
}
