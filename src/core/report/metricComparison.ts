import type { PairedScores } from '../compare/pairedScores';
import { corpusFigure } from '../metric/corpusFigure';
import { median } from '../metric/median';
import { bootstrap } from '../stats/bootstrap';
import type { Clusters } from '../stats/clusters';
import type { PairedStatistic } from '../stats/pairedStatistic';
import { permutationTest } from '../stats/permutation';
import { meanDifference, sumDifference } from '../stats/sumDifference';
import { wholeDifference, type WholeFigure } from '../stats/wholeDifference';
import { describeBootstrap, describePermutation } from './methodText';
import type { Comparison, ReportSettings } from './report';
import { compareRight, countRight } from './rightComparison';

/**
 * Most answers looked at for one interval or test, over all resamples: with more there are fewer resamples, so that a
 * report of a million samples takes no minutes.
 */
const MOST_LOOKS = 5e8;
/** Likewise for figures that look at every answer anew, which takes longer. */
const MOST_WHOLE_LOOKS = 3e7;
const FEWEST_RESAMPLES = 1000;
/** BCa needs the figure once more for each sample. */
const MOST_BCA_UNITS = 5000;

/** A metric's figures of both models and of their difference; undefined where there is no figure. */
export function compareMetric(
  pair: PairedScores,
  settings: ReportSettings,
  clusters: Clusters | undefined,
): Comparison | undefined {
  const { metric, slots } = pair;
  const base = corpusFigure(metric, pair.base, slots);
  const tuned = corpusFigure(metric, pair.tuned, slots);
  if (base === undefined || tuned === undefined) return undefined;
  const figures = { samples: slots.length, base, tuned, change: tuned - base };
  if (metric.corpus === undefined && !clusters && isRightOrWrong(pair)) {
    const right = { base: pair.base.scores, tuned: pair.tuned.scores };
    const compared = compareRight(countRight(right, slots), settings.confidence);
    const { interval, intervalBy, test, p } = compared;
    return { ...figures, interval, intervalBy, test, p };
  }
  return { ...figures, ...resample(pair, settings, clusters) };
}

function resample(
  pair: PairedScores,
  settings: ReportSettings,
  clusters: Clusters | undefined,
): Pick<Comparison, 'interval' | 'intervalBy' | 'test' | 'p'> {
  const statistic = statisticOf(pair, clusters);
  const { seed, confidence } = settings;
  const resamples = resamplesFor(pair, settings);
  const drawn = bootstrap(statistic, { seed, confidence, resamples, method: methodFor(pair, clusters) });
  const tested = permutationTest(statistic, { seed, permutations: resamples - 1 });
  return {
    ...(drawn.interval && { interval: drawn.interval, intervalBy: describeBootstrap(drawn, clusters !== undefined) }),
    ...(!Number.isNaN(tested.p) && { test: describePermutation(tested, clusters !== undefined), p: tested.p }),
  };
}

/** The difference of a metric as resampling sees it. Times and tokens are compared by their medians. */
export function statisticOf(
  { metric, slots, base, tuned }: PairedScores,
  clusters: Clusters | undefined,
): PairedStatistic {
  const { corpus } = metric;
  const samples = slots.length;
  if (corpus?.kind === 'sum') {
    const { width } = corpus;
    const compact = (sums: Float64Array | undefined): Float64Array => {
      const compacted = new Float64Array(samples * width);
      for (const [place, slot] of slots.entries())
        compacted.set(sums?.subarray(slot * width, (slot + 1) * width) ?? [], place * width);
      return compacted;
    };
    return sumDifference(
      { width, base: compact(base.sums), tuned: compact(tuned.sums), figure: (sums) => corpus.figure(sums) },
      clusters,
    );
  }
  if (corpus?.kind === 'whole') {
    const of = ({ statistics }: { readonly statistics?: readonly unknown[] }): unknown[] =>
      Array.from(slots, (slot) => statistics?.[slot]);
    return wholeDifference(corpus.prepare([...of(base), ...of(tuned)]), samples, clusters);
  }
  const baseScores = Float64Array.from(slots, (slot) => base.scores[slot] ?? NaN);
  const tunedScores = Float64Array.from(slots, (slot) => tuned.scores[slot] ?? NaN);
  if (metric.unit === undefined) return meanDifference(baseScores, tunedScores, clusters);
  return wholeDifference(medianOf(baseScores, tunedScores), samples, clusters);
}

function medianOf(base: Float64Array, tuned: Float64Array): WholeFigure {
  const all = Float64Array.from([...base, ...tuned]);
  return (chosen) => (chosen.length === 0 ? undefined : median(Float64Array.from(chosen, (at) => all[at] ?? NaN)));
}

function isWhole({ metric }: PairedScores): boolean {
  return metric.corpus?.kind === 'whole' || metric.unit !== undefined;
}

function resamplesFor(pair: PairedScores, { resamples }: ReportSettings): number {
  const looks = isWhole(pair) ? MOST_WHOLE_LOOKS : MOST_LOOKS;
  return Math.min(resamples, Math.max(FEWEST_RESAMPLES, Math.floor(looks / pair.slots.length)));
}

function methodFor(pair: PairedScores, clusters: Clusters | undefined): 'bca' | 'percentile' {
  const units = clusters?.count ?? pair.slots.length;
  return isWhole(pair) && units > MOST_BCA_UNITS ? 'percentile' : 'bca';
}

function isRightOrWrong({ slots, base, tuned }: PairedScores): boolean {
  return [base, tuned].every(({ scores }) => slots.every((slot) => scores[slot] === 0 || scores[slot] === 1));
}
