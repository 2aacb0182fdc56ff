import type { Bin, Distribution } from '../check';

/** Bars of a histogram, at most. */
const MOST_BINS = 20;

/** The distribution of some whole numbers from 0 on; of none at all, zeros. Quantiles are values that occur (nearest rank). */
export function distributionOf(values: Uint32Array): Distribution {
  const sorted = values.slice().sort();
  const count = sorted.length;
  if (count === 0) return { min: 0, median: 0, p95: 0, max: 0, mean: 0, bins: [] };
  const rank = (share: number): number => sorted[Math.ceil(share * count) - 1] ?? 0;
  const [min, max] = [sorted[0] ?? 0, sorted[count - 1] ?? 0];
  let sum = 0;
  for (const value of sorted) sum += value;
  return { min, median: rank(0.5), p95: rank(0.95), max, mean: sum / count, bins: binsOf(sorted, min, max) };
}

/** Bins of equal, round widths. */
function binsOf(sorted: Uint32Array, min: number, max: number): readonly Bin[] {
  const width = roundWidth((max - min) / MOST_BINS);
  const start = Math.floor(min / width) * width;
  const bins: Bin[] = [];
  for (let from = start, at = 0; from <= max; from += width) {
    const begin = at;
    while (at < sorted.length && (sorted[at] ?? 0) < from + width) at++;
    bins.push({ from, to: from + width, count: at - begin });
  }
  return bins;
}

/** The least of 1, 2, 5, 10, 20, 50, … that is not below `width`. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, width)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= width) ?? power;
}
