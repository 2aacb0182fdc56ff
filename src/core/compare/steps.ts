/**
 * Long computations are generators that yield after each slice of work, so that a page can stop for a frame in between.
 * A slice is counted in elementary operations (a word of bits, a character, a token), never in time, so that the same
 * texts always give the same slices; this many take a few milliseconds.
 */
export const SLICE_WORK = 1 << 19;

/** Runs a sliced computation to its end without stopping. */
export function runToEnd<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
