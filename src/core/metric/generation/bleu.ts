import { metricFamily } from '../metricFamily';
import { pythonTrimEnd } from '../pythonText';
import { BLEU_TOKENIZERS } from './bleuTokenizers';
import { ngramCount, NgramMatches } from './ngrams';
import { SACREBLEU, sacrebleuSignature } from './sacrebleu';
import { sumMetric } from './sumMetric';
import { TokenIds } from './tokenIds';

const ORDER = 4;
/** The numbers of one answer: its length, that of its reference, matches by order, n-grams of the answer by order. */
const WIDTH = 2 + 2 * ORDER;

type Smoothing = 'exp' | 'floor' | 'add-k' | 'none';

/** What sacreBLEU adds when it is told no value; the other methods know none. */
const USUAL_VALUES: Readonly<Record<Smoothing, number | undefined>> = {
  exp: undefined,
  floor: 0.1,
  'add-k': 1,
  none: undefined,
};

/**
 * BLEU on sacreBLEU's scale of 0 to 100. One answer is scored with effective order, as sacreBLEU recommends for sentences;
 * the figure of a set is that of its counts, with all four orders. Of several references the one nearest in length is
 * the length to reach (the shorter of two), and an n-gram counts as often as in the reference that has it most often.
 * `smooth-value` 0 stands for the value that sacreBLEU takes when it is told none: 0.1 for `floor`, 1 for `add-k`.
 */
export const bleu = metricFamily(
  'bleu',
  {
    tokenize: { kind: 'choice', default: '13a', choices: ['13a', 'intl', 'char', 'zh', 'none'] },
    smooth: { kind: 'choice', default: 'exp', choices: ['exp', 'floor', 'add-k', 'none'] },
    'smooth-value': { kind: 'number', default: 0, min: 0, max: 1000 },
    lowercase: { kind: 'flag', default: false },
  },
  ({ tokenize, smooth, 'smooth-value': givenValue, lowercase }) => {
    const { runs, tokens } = BLEU_TOKENIZERS[tokenize];
    const ids = new TokenIds((text) => runs(pythonTrimEnd(lowercase ? text.toLowerCase() : text)), tokens);
    const ngrams = new NgramMatches();
    const usualValue = USUAL_VALUES[smooth];
    const value = usualValue === undefined ? undefined : givenValue || usualValue;
    return {
      title: 'BLEU',
      range: [0, 100],
      better: 'higher',
      follows: `sacreBLEU ${SACREBLEU} BLEU: corpus_score, and sentence_score with effective_order for one answer`,
      signature: sacrebleuSignature({
        case: lowercase ? 'lc' : 'mixed',
        eff: false,
        tok: tokenize,
        smooth: value === undefined ? smooth : `${smooth}[${twoDigits(value)}]`,
      }),
      digits: 1,
      ...sumMetric({
        width: WIDTH,
        count(text, references) {
          const [answer = new Int32Array(), ...others] = ids.of([text, ...references]);
          const sums = new Float64Array(WIDTH);
          sums[0] = answer.length;
          sums[1] = nearestLength(answer.length, others);
          ngrams.count(answer, others, ORDER, sums, 2);
          for (let order = 1; order <= ORDER; order++) sums[1 + ORDER + order] = ngramCount(answer.length, order);
          return sums;
        },
        score: (sums) => bleuOf(sums, smooth, value ?? 0, true),
        figure: (sums) => bleuOf(sums, smooth, value ?? 0, false),
      }),
    };
  },
);

function nearestLength(length: number, references: readonly Int32Array[]): number {
  let nearest = Infinity;
  for (const reference of references) {
    const nearer = Math.abs(reference.length - length) - Math.abs(nearest - length);
    if (nearer < 0 || (nearer === 0 && reference.length < nearest)) nearest = reference.length;
  }
  return nearest;
}

/** sacreBLEU's `compute_bleu`, over shares instead of percents, so that a text equals itself to 100 exactly. */
function bleuOf(sums: Float64Array, smooth: Smoothing, value: number, effectiveOrder: boolean): number {
  const [length = 0, referenceLength = 0] = sums;
  if (sums.subarray(2, 2 + ORDER).every((matches) => matches === 0)) return 0;
  const brevity = length < referenceLength ? Math.exp(1 - referenceLength / length) : 1;
  let logs = 0;
  let orders = ORDER;
  let halving = 1;
  for (let order = 1; order <= ORDER; order++) {
    const added = smooth === 'add-k' && order > 1 ? value : 0;
    const matches = (sums[1 + order] ?? 0) + added;
    const total = (sums[1 + ORDER + order] ?? 0) + added;
    if (total === 0) return effectiveOrder ? 100 * brevity * Math.exp(logs / orders) : 0;
    if (effectiveOrder) orders = order;
    if (matches > 0) logs += Math.log(matches / total);
    else if (smooth === 'exp') logs += Math.log(1 / ((halving *= 2) * total));
    else if (smooth === 'floor') logs += Math.log(value / total);
    else return 0;
  }
  return 100 * brevity * Math.exp(logs / orders);
}

/** Python's `%.2f`, which rounds half to even; `toFixed` rounds half up. Halves of a hundredth are odd eighths. */
function twoDigits(value: number): string {
  return ((value * 8) % 2 === 1 ? Math.round(value * 50) / 50 : value).toFixed(2);
}
