import { diffArrays } from 'diff';

/** A run of `count` equal elements, beginning at position `a` of one sequence and `b` of the other. */
export interface Run {
  readonly a: number;
  readonly b: number;
  readonly count: number;
}

/**
 * A longest common subsequence of sequences that differ little, as runs: jsdiff's, which is E. W. Myers' greedy method
 * and the fastest there is for few changes. Undefined when more than `maxEdits` elements would have to be removed and
 * added: its time grows with the square of them.
 */
export function nearlyEqualRuns(a: Int32Array, b: Int32Array, maxEdits: number): Run[] | undefined {
  const changes = diffArrays(Array.from(a), Array.from(b), { maxEditLength: maxEdits });
  if (changes === undefined) return undefined;
  const runs: Run[] = [];
  let atA = 0;
  let atB = 0;
  for (const { added, removed, count } of changes) {
    if (!added && !removed) runs.push({ a: atA, b: atB, count });
    if (!added) atA += count;
    if (!removed) atB += count;
  }
  return runs;
}
