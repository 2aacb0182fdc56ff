import { normalSf } from './normal';

/** SciPy's limits of the exact distribution: without and with ties or zeros. */
const MOST_EXACT = 50;
const MOST_EXACT_WITH_TIES = 13;

/** What Wilcoxon's test found. */
export interface Wilcoxon {
  /** The lesser of the two sums of ranks. */
  readonly statistic: number;
  /** Sum of the ranks of the pairs in which tuned has more. */
  readonly rankSum: number;
  /** Two-sided. */
  readonly p: number;
  readonly method: 'exact' | 'normal';
  /** Pairs that differ; the others say nothing. */
  readonly pairs: number;
}

/**
 * Wilcoxon's signed rank test, equal to `scipy.stats.wilcoxon(tuned, base)` of SciPy 1.17 as it is called without options:
 * zeros are left out, equal differences share the mean of their ranks, no correction for continuity. Exact up to 50 pairs,
 * and with ties or zeros up to 13. Where no pair differs p is 1; there SciPy has NaN beyond 13 pairs.
 */
export function wilcoxon(base: Float64Array, tuned: Float64Array): Wilcoxon {
  const differences = tuned.map((value, at) => value - (base[at] ?? NaN));
  const more = differences.filter((difference) => difference > 0).sort();
  const less = differences
    .filter((difference) => difference < 0)
    .map((difference) => -difference)
    .sort();
  const { rankSum, groups } = rank(more, less);
  const pairs = more.length + less.length;
  const all = (pairs * (pairs + 1)) / 2;
  const told = { statistic: Math.min(rankSum, all - rankSum), rankSum, pairs };
  if (pairs === 0) return { ...told, p: 1, method: 'exact' };
  const plain = pairs === base.length && groups.length === pairs;
  if (base.length <= (plain ? MOST_EXACT : MOST_EXACT_WITH_TIES))
    return { ...told, p: exactP(groups, rankSum), method: 'exact' };
  const ties = groups.reduce((sum, { size }) => sum + (size ** 3 - size), 0);
  const deviation = Math.sqrt((pairs * (pairs + 1) * (2 * pairs + 1) - ties / 2) / 24);
  return { ...told, p: 2 * normalSf(Math.abs(rankSum - all / 2) / deviation), method: 'normal' };
}

/** Differences of one size, which share a rank. */
interface RankGroup {
  readonly rank: number;
  readonly size: number;
}

/** Ranks sizes that are sorted on both sides. */
function rank(more: Float64Array, less: Float64Array): { rankSum: number; groups: readonly RankGroup[] } {
  const groups: RankGroup[] = [];
  let [i, j, rankSum] = [0, 0, 0];
  while (i < more.length || j < less.length) {
    const [before, moreBefore] = [i + j, i];
    const size = Math.min(more[i] ?? Infinity, less[j] ?? Infinity);
    while (i < more.length && more[i] === size) i++;
    while (j < less.length && less[j] === size) j++;
    const mean = (before + 1 + i + j) / 2;
    groups.push({ rank: mean, size: i + j - before });
    rankSum += (i - moreBefore) * mean;
  }
  return { rankSum, groups };
}

/** From the ways in which signs can be given to the ranks: how many of them have which sum. */
function exactP(groups: readonly RankGroup[], rankSum: number): number {
  // Ranks in halves, so that shared ones are whole.
  const ranks = groups.flatMap(({ rank: mean, size }) => Array<number>(size).fill(2 * mean));
  const ways = new Float64Array(ranks.reduce((sum, value) => sum + value, 0) + 1);
  ways[0] = 1;
  let reached = 0;
  for (const value of ranks) {
    reached += value;
    for (let sum = reached; sum >= value; sum--) ways[sum] = (ways[sum] ?? 0) + (ways[sum - value] ?? 0);
  }
  // The distribution is symmetric.
  const least = Math.min(2 * rankSum, ways.length - 1 - 2 * rankSum);
  let below = 0;
  for (let sum = 0; sum <= least; sum++) below += ways[sum] ?? 0;
  return Math.min(1, (2 * below) / 2 ** ranks.length);
}
