/** Enough for any two numbers between 0 and 1 that are further apart than 1e-60. */
const MOST_ROUNDS = 200;

/** The place between `low` and `high` up to which `isBelow` holds, to the last digit; it must hold up to one place only. */
export function bisect(isBelow: (value: number) => boolean, low: number, high: number): number {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return high;
}
