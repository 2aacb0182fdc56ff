/** At most so many children stand under one item. */
export const RANGE = 500;

/** How long the ranges are into which a list of `count` items is cut: a power of 500, so that no level is longer. */
export function rangeLength(count: number): number {
  let length = RANGE;
  while (Math.ceil(count / length) > RANGE) length *= RANGE;
  return length;
}
