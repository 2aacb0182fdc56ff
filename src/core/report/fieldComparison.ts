import { holm } from '../stats/multipleTests';
import type { FieldComparison, SliceComparison } from './report';
import type { FieldSlots } from './fieldSlots';
import { readRight } from './readings';
import { compareRight, countRight } from './rightComparison';

/**
 * The slices of each metadata field, what got worse first. Tests are adjusted for the number of slices of a field.
 * @param right 1 for right, 0 for wrong, by place
 */
export function compareFields(
  fields: FieldSlots,
  right: { readonly base: ArrayLike<number>; readonly tuned: ArrayLike<number> },
  confidence: number,
): FieldComparison[] {
  return fields.cuts().map(({ field, values }) => {
    const compared = values.map(({ value, places }) => ({
      ...(value !== undefined && { value }),
      ...compareRight(countRight(right, places), confidence),
    }));
    const adjusted = holm(compared.map(({ p }) => p));
    const slices = compared.map((slice, at): SliceComparison => {
      const figures = { ...slice, adjusted: adjusted[at] ?? 1 };
      return { ...figures, reading: readRight(figures, values.length, confidence).sentence };
    });
    return { field, slices: slices.sort(worstFirst) };
  });
}

/** By how much more was broken than fixed, then the largest; samples without a value stand behind equal ones. */
function worstFirst(a: SliceComparison, b: SliceComparison): number {
  return (
    a.change - b.change ||
    b.samples - a.samples ||
    Number(a.value === undefined) - Number(b.value === undefined) ||
    ((a.value ?? '') < (b.value ?? '') ? -1 : 1)
  );
}
