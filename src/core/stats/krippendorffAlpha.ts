/** What the values are: names, ranks, or numbers whose differences count. */
export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval';

/**
 * Krippendorff's alpha: the agreement of any number of raters who need not have rated every item, at most 1; 0 is chance.
 * As in K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011).
 * @param items the values that each item was given; names may be any numbers. Items with one value say nothing
 * @returns undefined when there is nothing to disagree on: no two values of an item, or the same value everywhere
 */
export function krippendorffAlpha(items: readonly (readonly number[])[], level: MeasurementLevel): number | undefined {
  const pairable = items.filter((values) => values.length > 1);
  const counts = countsOf(pairable.flat());
  const distance = distanceOf(counts, level);
  const total = pairable.reduce((sum, values) => sum + values.length, 0);
  let seen = 0;
  for (const values of pairable) seen += disagreement(countsOf(values), distance) / (values.length - 1);
  const expected = disagreement(counts, distance) / (total - 1);
  return expected > 0 ? 1 - seen / expected : undefined;
}

/** Value → how often it was given, in ascending order. */
type Counts = readonly (readonly [value: number, count: number])[];

function countsOf(values: readonly number[]): Counts {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([left], [right]) => left - right);
}

/** The squared distances between the values of all pairs, each pair once. */
function disagreement(counts: Counts, distance: (left: number, right: number) => number): number {
  let sum = 0;
  for (const [at, [left, ofLeft]] of counts.entries())
    for (const [right, ofRight] of counts.slice(at + 1)) sum += ofLeft * ofRight * distance(left, right) ** 2;
  return sum;
}

function distanceOf(counts: Counts, level: MeasurementLevel): (left: number, right: number) => number {
  if (level === 'nominal') return () => 1;
  if (level === 'interval') return (left, right) => left - right;
  // The distance of two ranks is how many values are between them, half of their own counted.
  const places = new Map<number, number>();
  let before = 0;
  for (const [value, count] of counts) {
    places.set(value, before + count / 2);
    before += count;
  }
  return (left, right) => (places.get(left) ?? 0) - (places.get(right) ?? 0);
}
