import { median } from './median';
import type { Metric, Scored } from './metric';

/** What a metric says of many answers, by place. */
export interface ScoredSet {
  /** The score of each answer; NaN where there is none. */
  readonly scores: Float64Array;
  /** For a {@link SumCorpus}: `width` numbers for each answer, the first of them NaN where the metric does not apply. */
  readonly sums?: Float64Array;
  /** For a {@link WholeCorpus}: its statistic of each answer, undefined where the metric does not apply. */
  readonly statistics?: readonly unknown[];
}

/** Scores many answers. */
export function scoreAll(metric: Metric, answers: readonly Scored[]): ScoredSet {
  const scores = Float64Array.from(answers, (answer) => metric.score(answer) ?? NaN);
  const { corpus } = metric;
  if (corpus === undefined) return { scores };
  if (corpus.kind === 'whole') return { scores, statistics: answers.map((answer) => corpus.statistic(answer)) };
  const sums = new Float64Array(answers.length * corpus.width);
  for (const [at, answer] of answers.entries()) setSums(sums, at, corpus.width, corpus.statistics(answer));
  return { scores, sums };
}

/** Writes the numbers of one answer at its place; NaN where the metric does not apply. */
export function setSums(sums: Float64Array, at: number, width: number, numbers: ArrayLike<number> | undefined): void {
  if (numbers) sums.set(numbers, at * width);
  else sums.fill(NaN, at * width, (at + 1) * width);
}

/** True for an answer that counts in the figure of the whole set. */
export function countsIn({ corpus }: Metric, { scores, sums, statistics }: ScoredSet, at: number): boolean {
  if (corpus?.kind === 'whole') return statistics?.[at] !== undefined;
  const number = corpus?.kind === 'sum' ? sums?.[at * corpus.width] : scores[at];
  return number !== undefined && !Number.isNaN(number);
}

/**
 * The figure of a whole set: the metric's own, or the mean of the scores; the median for metrics with a unit (latency,
 * tokens), where outliers are the rule.
 * @param chosen places of the answers that count, as often as they do; {@link countsIn} says yes to each
 * @returns undefined when there is none, such as that of no answers
 */
export function corpusFigure(
  { corpus, unit }: Metric,
  { scores, sums, statistics }: ScoredSet,
  chosen: ArrayLike<number>,
): number | undefined {
  if (chosen.length === 0) return undefined;
  if (corpus?.kind === 'whole') return corpus.prepare(statistics ?? [])(chosen);
  if (corpus?.kind === 'sum') {
    const total = new Float64Array(corpus.width);
    for (let place = 0; place < chosen.length; place++) {
      const start = (chosen[place] ?? 0) * corpus.width;
      for (let at = 0; at < corpus.width; at++) total[at] = (total[at] ?? 0) + (sums?.[start + at] ?? 0);
    }
    return corpus.figure(total);
  }
  const values = Float64Array.from(chosen, (at) => scores[at] ?? NaN);
  return unit === undefined ? values.reduce((sum, value) => sum + value, 0) / values.length : median(values);
}
