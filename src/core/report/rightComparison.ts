import { bootstrap } from '../stats/bootstrap';
import type { Clusters } from '../stats/clusters';
import { mcNemar } from '../stats/mcNemar';
import { permutationTest } from '../stats/permutation';
import { moreSamples, samplesForShares } from '../stats/power';
import { meanDifference } from '../stats/sumDifference';
import { tangoInterval } from '../stats/tango';
import { wilsonInterval } from '../stats/wilson';
import { describeBootstrap, describePermutation } from './methodText';
import type { ReportSettings, RightComparison } from './report';

/** Right (1) and wrong (0) of both models, by place. */
export interface RightPairs {
  readonly base: ArrayLike<number>;
  readonly tuned: ArrayLike<number>;
}

/** Samples by what became of them. */
export interface RightCounts {
  readonly broken: number;
  readonly fixed: number;
  readonly bothRight: number;
  readonly bothWrong: number;
}

/** A comparison that is not yet put into words. */
export type RightFigures = Omit<RightComparison, 'reading'> & { readonly p: number };

/** Such a comparison of samples that are each on their own. */
type TestedFigures = RightFigures & Required<Pick<RightComparison, 'interval' | 'intervalBy' | 'test'>>;

/** Counts what became of the samples at some places. */
export function countRight(right: RightPairs, places: Iterable<number>): RightCounts {
  const counts = { broken: 0, fixed: 0, bothRight: 0, bothWrong: 0 };
  for (const at of places) {
    if (right.base[at] === 1) counts[right.tuned[at] === 1 ? 'bothRight' : 'broken']++;
    else counts[right.tuned[at] === 1 ? 'fixed' : 'bothWrong']++;
  }
  return counts;
}

/** Right and wrong answers of two models to the same samples: McNemar's exact test, and Tango's interval of the change. */
export function compareRight(counts: RightCounts, confidence: number): TestedFigures {
  const { broken, fixed, bothRight, bothWrong } = counts;
  const samples = broken + fixed + bothRight + bothWrong;
  const [base, tuned] = [broken + bothRight, fixed + bothRight];
  const p = mcNemar(broken, fixed).exact;
  const more =
    p < 1 - confidence
      ? undefined
      : moreSamples(samples, samplesForShares((broken + fixed) / samples, (fixed - broken) / samples));
  return {
    ...counts,
    samples,
    base: base / samples,
    tuned: tuned / samples,
    change: (fixed - broken) / samples,
    interval: tangoInterval(broken, fixed, samples, confidence),
    intervalBy: 'Tango’s score interval',
    shares: { base: wilsonInterval(base, samples, confidence), tuned: wilsonInterval(tuned, samples, confidence) },
    test: 'McNemar, exact',
    p,
    ...(more !== undefined && { moreSamples: more }),
  };
}

/** The same where samples of one source count as one draw: by resampling and exchanging sources. */
export function compareRightByCluster(
  right: { readonly base: Uint8Array; readonly tuned: Uint8Array },
  clusters: Clusters,
  { seed, resamples, confidence }: ReportSettings,
): RightFigures {
  const figures = compareRight(countRight(right, right.base.keys()), confidence);
  const statistic = meanDifference(Float64Array.from(right.base), Float64Array.from(right.tuned), clusters);
  const drawn = bootstrap(statistic, { seed, resamples, confidence });
  const tested = permutationTest(statistic, { seed, permutations: resamples - 1 });
  const { broken, fixed, bothRight, bothWrong, samples, base, tuned, change, shares } = figures;
  return {
    ...{ broken, fixed, bothRight, bothWrong, samples, base, tuned, change, shares },
    ...(drawn.interval && { interval: drawn.interval }),
    intervalBy: describeBootstrap(drawn, true),
    test: describePermutation(tested, true),
    p: tested.p,
  };
}
