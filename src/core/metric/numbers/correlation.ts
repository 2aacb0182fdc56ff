import type { Metric, WholeCorpus } from '../metric';
import { numberPair, type NumberPair } from './numberPair';

const CORRELATION = {
  range: [-1, 1],
  better: 'higher',
  needsReference: true,
  digits: 3,
  score: () => undefined,
} as const;

/** Linear correlation of the numbers in the answers and in the references. */
export const pearson: Metric = {
  ...CORRELATION,
  id: 'pearson',
  title: 'Pearson correlation',
  follows: 'SciPy 1.17.1 stats.pearsonr, nearest of the references; undefined where one side is constant',
  corpus: correlation((values) => () => values),
};

/** Correlation of their ranks; equal numbers share the mean of their ranks. */
export const spearman: Metric = {
  ...CORRELATION,
  id: 'spearman',
  title: 'Spearman correlation',
  follows: 'SciPy 1.17.1 stats.spearmanr, nearest of the references; undefined where one side is constant',
  corpus: correlation((values) => {
    // Sorted once: the ranks of any choice of the answers follow in linear time.
    const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    return (weights) => ranks(values, order, weights);
  }),
};

/** What is correlated of the values of one side, given how often each counts. */
type Prepare = (values: Float64Array) => (weights: Uint32Array) => Float64Array;

function correlation(prepare: Prepare): WholeCorpus {
  return {
    kind: 'whole',
    statistic: numberPair,
    prepare(all) {
      const pairs = all as readonly (NumberPair | undefined)[];
      const answers = prepare(Float64Array.from(pairs, (pair) => pair?.answer ?? 0));
      const references = prepare(Float64Array.from(pairs, (pair) => pair?.reference ?? 0));
      return (chosen) => {
        const weights = new Uint32Array(pairs.length);
        for (let at = 0; at < chosen.length; at++) {
          const place = chosen[at] ?? 0;
          if (pairs[place]) weights[place] = (weights[place] ?? 0) + 1;
        }
        return correlate(answers(weights), references(weights), weights);
      };
    },
  };
}

/** Middle rank of each value among all those that count. */
function ranks(values: Float64Array, order: Uint32Array, weights: Uint32Array): Float64Array {
  const ranked = new Float64Array(values.length);
  let before = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    const value = values[order[start] ?? 0];
    let equal = 0;
    for (end = start; end < order.length && values[order[end] ?? 0] === value; end++)
      equal += weights[order[end] ?? 0] ?? 0;
    for (let at = start; at < end; at++) ranked[order[at] ?? 0] = before + (equal + 1) / 2;
    before += equal;
  }
  return ranked;
}

function correlate(a: Float64Array, b: Float64Array, weights: Uint32Array): number | undefined {
  const left = measure(a, weights);
  const right = measure(b, weights);
  if (!left || !right) return undefined;
  let product = 0;
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    if (weight > 0) product += distance(a, at, left) * distance(b, at, right) * weight;
  }
  return Math.max(-1, Math.min(1, product));
}

/** How the values of one side lie: in units of a power of two and from the least, so that no digits are lost. */
interface Measure {
  readonly unit: number;
  readonly least: number;
  /** In units, from the least. */
  readonly mean: number;
  /** Root of the sum of the squared distances from the mean, in units. */
  readonly length: number;
}

/** Undefined where all values are equal. */
function measure(values: Float64Array, weights: Uint32Array): Measure | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < weights.length; at++) {
    if (weights[at] === 0) continue;
    const value = values[at] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low < high)) return undefined;
  // Squares of huge numbers are finite in these units.
  const unit = 2 ** Math.floor(Math.log2(Math.max(Math.abs(low), Math.abs(high))));
  const least = low / unit;
  let count = 0;
  let sum = 0;
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    if (weight === 0) continue;
    count += weight;
    sum += ((values[at] ?? 0) / unit - least) * weight;
  }
  const mean = sum / count;
  let squares = 0;
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    if (weight > 0) squares += ((values[at] ?? 0) / unit - least - mean) ** 2 * weight;
  }
  return squares === 0 ? undefined : { unit, least, mean, length: Math.sqrt(squares) };
}

/** Distance of a value from the mean, as a share of the length of all distances. */
function distance(values: Float64Array, at: number, { unit, least, mean, length }: Measure): number {
  return ((values[at] ?? 0) / unit - least - mean) / length;
}
