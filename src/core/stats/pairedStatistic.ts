/**
 * A difference between two models, tuned − base, over samples that both answered, as resampling sees it. A unit is what
 * is drawn or exchanged as a whole: a sample, or a cluster of samples. Values are NaN where there is none.
 */
export interface PairedStatistic {
  readonly units: number;
  /** The difference over these units, named by place, each as often as it is named. Allocates nothing. */
  of(chosen: Uint32Array): number;
  /** The differences with one unit left out, for each in turn. */
  jackknife(): Float64Array;
  /** The difference had base and tuned been exchanged in the units with a 1. */
  exchanged(swapped: Uint8Array): number;
}

/** The difference over all units as they are. */
export function observed(statistic: PairedStatistic): number {
  return statistic.of(Uint32Array.from({ length: statistic.units }, (_, unit) => unit));
}
