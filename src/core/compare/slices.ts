/** A part of a dataset: the samples with one value of a metadata field, or those without the field. */
export interface Slice {
  readonly field: string;
  /** Absent for the samples that have no value. */
  readonly value?: string;
}

/** A slice and what is in it. */
export interface SliceCount {
  /** Absent for the samples that have no value. */
  readonly value?: string;
  readonly samples: number;
  readonly broken: number;
}

/** A dataset cut by a metadata field. */
export interface SliceList {
  /** Worst first: by the share of broken samples, then the largest first; samples without a value stand last. */
  readonly slices: readonly SliceCount[];
  /** True when a sample may be in several slices, because its value is a list. */
  readonly overlap: boolean;
}

/** Puts slices in the order of {@link SliceList}; empty ones are left out. */
export function orderSlices(slices: readonly SliceCount[]): SliceCount[] {
  const share = ({ broken, samples }: SliceCount): number => broken / samples;
  return slices
    .filter(({ samples }) => samples > 0)
    .sort(
      (a, b) =>
        Number(a.value === undefined) - Number(b.value === undefined) ||
        share(b) - share(a) ||
        b.samples - a.samples ||
        ((a.value ?? '') < (b.value ?? '') ? -1 : 1),
    );
}
