/**
 * The median: the middle value, or the mean of the two middle ones. Re-orders `values`, which must hold numbers only and
 * at least one. Hoare's selection: linear time on average, so that it can be asked for often.
 */
export function median(values: Float64Array): number {
  const upper = values.length >> 1;
  const high = select(values, upper);
  if (values.length % 2 === 1) return high;
  let low = -Infinity;
  for (let i = 0; i < upper; i++) low = Math.max(low, values[i] ?? low);
  return (low + high) / 2;
}

/** The value that would stand at `rank` were the values sorted; no greater one is left before it. */
function select(values: Float64Array, rank: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1] ?? 0;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] ?? pivot) < pivot) i++;
      while ((values[j] ?? pivot) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = swapped;
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else break;
  }
  return values[rank] ?? 0;
}
