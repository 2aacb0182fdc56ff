import type { CheckHead } from '../findingBook';

/** The checks of the whole dataset. */
export const EXACT_DUPLICATE: CheckHead = { id: 'exact-duplicate', title: 'Exact duplicate', severity: 'warning' };
export const NEAR_DUPLICATE: CheckHead = { id: 'near-duplicate', title: 'Near duplicate', severity: 'information' };
export const LABEL_CONFLICT: CheckHead = { id: 'label-conflict', title: 'Label conflict', severity: 'warning' };
export const LEAK: CheckHead = { id: 'leak', title: 'Leak from training data', severity: 'warning' };
export const SHARED_WORDS: CheckHead = {
  id: 'shared-words',
  title: 'Words in common with training data',
  severity: 'information',
};
export const OVER_LONG: CheckHead = { id: 'over-long', title: 'Over-long', severity: 'warning' };
