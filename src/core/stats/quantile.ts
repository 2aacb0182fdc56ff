/**
 * The quantile of values in ascending order, by linear interpolation between the two nearest (type 7, the usual one of
 * NumPy and SciPy); NaN without values.
 * @param share from 0 to 1
 */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (place - below);
}
