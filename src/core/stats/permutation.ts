import { observed, type PairedStatistic } from './pairedStatistic';
import { Xoshiro128 } from './random';

/** Up to so many ways of exchanging, all of them are looked at: 13 units. SciPy's `permutation_test` does so as well. */
const MOST_EXACT_UNITS = 13;

/** Random ways unless another number is asked for. */
const PERMUTATIONS = 9_999;

/** Differences this close, against the greatest there is, are the same: sums in another order differ in the last digits. */
const SAME = 1e-12;

/** What a permutation test found. */
export interface Permutation {
  readonly difference: number;
  /** Two-sided; NaN without a difference. */
  readonly p: number;
  /** `exact`: of all ways; else of `permutations` random ones. */
  readonly method: 'exact' | 'random';
  readonly permutations: number;
  /** Of the random ways. */
  readonly seed?: number;
}

/**
 * The paired permutation test: if the models were alike, each unit's two answers could as well have been exchanged. For
 * means that is flipping the signs of differences; for corpus metrics it is approximate randomisation (E. W. Noreen, 1989;
 * S. Riezler and J. T. Maxwell, 2005). Random ways count what was seen as one of them, so p is never 0: (k + 1) / (m + 1).
 */
export function permutationTest(
  statistic: PairedStatistic,
  options: { readonly seed: number; readonly permutations?: number },
): Permutation {
  const { units } = statistic;
  const exact = units <= MOST_EXACT_UNITS;
  const permutations = exact ? 2 ** units : (options.permutations ?? PERMUTATIONS);
  const difference = observed(statistic);
  const values = exact ? everyWay(statistic) : randomWays(statistic, permutations, options.seed);
  const seen = Math.abs(difference);
  let greatest = seen;
  for (const value of values) greatest = Math.max(greatest, Math.abs(value));
  let extreme = 0;
  for (const value of values) if (Math.abs(value) >= seen - SAME * greatest) extreme++;
  const p = exact ? extreme / permutations : (extreme + 1) / (permutations + 1);
  return {
    difference,
    p: Number.isNaN(difference) ? NaN : p,
    method: exact ? 'exact' : 'random',
    permutations,
    ...(!exact && { seed: options.seed }),
  };
}

function everyWay(statistic: PairedStatistic): Float64Array {
  const swapped = new Uint8Array(statistic.units);
  return Float64Array.from({ length: 2 ** statistic.units }, (_, way) => {
    for (let unit = 0; unit < swapped.length; unit++) swapped[unit] = (way >>> unit) & 1;
    return statistic.exchanged(swapped);
  });
}

function randomWays(statistic: PairedStatistic, permutations: number, seed: number): Float64Array {
  const random = Xoshiro128.ofSeed(seed);
  const swapped = new Uint8Array(statistic.units);
  return Float64Array.from({ length: permutations }, () => {
    random.fillBits(swapped);
    return statistic.exchanged(swapped);
  });
}
