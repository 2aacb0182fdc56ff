/** Outcomes in the order in which every list shows them: what went wrong first. */
export const OUTCOMES = ['broken', 'fixed', 'both-wrong', 'both-right', 'error', 'not-run'] as const;

/**
 * What became of a sample. `broken`: base right, tuned wrong. `fixed`: base wrong, tuned right. `error`: at least one
 * model gave no answer, or none of the metrics can tell. `not-run`: at least one model has not been asked.
 */
export type Outcome = (typeof OUTCOMES)[number];

/** A model's result on one sample, as far as the outcome cares. */
export type Verdictable = 'right' | 'wrong' | 'error' | 'missing';

/** The outcome of a sample from the two models' results. */
export function outcomeOf(base: Verdictable, tuned: Verdictable): Outcome {
  if (base === 'missing' || tuned === 'missing') return 'not-run';
  if (base === 'error' || tuned === 'error') return 'error';
  if (base === 'right') return tuned === 'right' ? 'both-right' : 'broken';
  return tuned === 'right' ? 'fixed' : 'both-wrong';
}
