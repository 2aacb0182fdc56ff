import { metricFamily, type MetricFamily } from '../metricFamily';
import { codePointsOf, pythonSplit } from '../pythonText';
import { ngramCount, NgramMatches } from './ngrams';
import { SACREBLEU, sacrebleuSignature } from './sacrebleu';
import { sumMetric } from './sumMetric';
import { TokenIds } from './tokenIds';

const CHARACTER_ORDER = 6;
const BETA = 2;
/** Python's `string.punctuation`. */
const PUNCTUATION = /^[!-/:-@[-`{-~]$/;

/** chrF: F2 over n-grams of 1 to 6 characters, on sacreBLEU's scale of 0 to 100. White space is left out of them. */
export const chrf = chrfFamily('chrf', 'chrF', 0);

/** chrF++: chrF with n-grams of 1 and 2 words besides. */
export const chrfPlusPlus = chrfFamily('chrf++', 'chrF++', 2);

/** The score of one answer is that of the reference with the best one; the figure of a set is that of their counts. */
function chrfFamily(id: string, title: string, wordOrder: number): MetricFamily {
  const orders = CHARACTER_ORDER + wordOrder;
  return metricFamily(
    id,
    { lowercase: { kind: 'flag', default: false }, whitespace: { kind: 'flag', default: false } },
    ({ lowercase, whitespace }) => {
      const words = new TokenIds(pythonSplit, splitPunctuation);
      const ngrams = new NgramMatches();
      const matches = new Int32Array(orders);
      const read = (text: string): string => (lowercase ? text.toLowerCase() : text);
      const charactersOf = (text: string): Int32Array => codePointsOf(whitespace ? text : pythonSplit(text).join(''));

      const countsOf = (answer: Sequences, reference: Sequences): Float64Array => {
        const counts = new Float64Array(3 * orders);
        matches.fill(0);
        ngrams.count(answer.characters, [reference.characters], CHARACTER_ORDER, matches);
        if (wordOrder > 0) ngrams.count(answer.words, [reference.words], wordOrder, matches, CHARACTER_ORDER);
        for (let at = 0; at < orders; at++) {
          const [kind, order] = at < CHARACTER_ORDER ? (['characters', at + 1] as const) : (['words', at - 5] as const);
          const expected = ngramCount(reference[kind].length, order);
          counts[3 * at] = expected > 0 ? ngramCount(answer[kind].length, order) : 0;
          counts[3 * at + 1] = expected;
          counts[3 * at + 2] = matches[at] ?? 0;
        }
        return counts;
      };
      return {
        title,
        range: [0, 100],
        better: 'higher',
        follows: `sacreBLEU ${SACREBLEU} CHRF${wordOrder > 0 ? ` with word_order=${wordOrder}` : ''}: corpus_score, and sentence_score for one answer`,
        signature: sacrebleuSignature({
          case: lowercase ? 'lc' : 'mixed',
          eff: true,
          nc: CHARACTER_ORDER,
          nw: wordOrder,
          space: whitespace,
        }),
        digits: 1,
        ...sumMetric({
          width: 3 * orders,
          count(text, references) {
            const texts = [text, ...references].map(read);
            const wordIds = wordOrder > 0 ? words.of(texts) : [];
            const [answer, ...others] = texts.map((one, at) => ({
              characters: charactersOf(one),
              words: wordIds[at] ?? new Int32Array(),
            }));
            let best: Float64Array | undefined;
            for (const reference of others) {
              const counts = answer && countsOf(answer, reference);
              if (counts && (!best || fScore(counts) > fScore(best))) best = counts;
            }
            return best;
          },
          score: fScore,
          figure: fScore,
        }),
      };
    },
  );
}

interface Sequences {
  readonly characters: Int32Array;
  readonly words: Int32Array;
}

/** A word with the punctuation split off at its end, or else at its beginning: one character at most. */
function splitPunctuation(word: string): string[] {
  if (codePointsOf(word).length === 1) return [word];
  if (PUNCTUATION.test(word.charAt(word.length - 1))) return [word.slice(0, -1), word.slice(-1)];
  return PUNCTUATION.test(word.charAt(0)) ? [word.charAt(0), word.slice(1)] : [word];
}

/** sacreBLEU's `_compute_f_score`: precision and recall are means over the orders that both texts have n-grams of. */
function fScore(counts: Float64Array): number {
  let precision = 0;
  let recall = 0;
  let orders = 0;
  for (let at = 0; at < counts.length; at += 3) {
    const [answered = 0, expected = 0, matched = 0] = counts.subarray(at, at + 3);
    if (answered === 0 || expected === 0) continue;
    precision += matched / answered;
    recall += matched / expected;
    orders++;
  }
  if (precision + recall === 0) return 0;
  precision /= orders;
  recall /= orders;
  const factor = BETA ** 2;
  return (100 * (1 + factor) * precision * recall) / (factor * precision + recall);
}
