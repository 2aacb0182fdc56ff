import type { Metric } from '../metric';

/** 1 when the answer broke off at the limit of tokens, else 0; undefined where the endpoint gave no reason for the end. */
export const truncated: Metric = {
  id: 'truncated',
  title: 'Truncated',
  range: [0, 1],
  better: 'lower',
  follows: 'finish_reason = "length" in the endpoint\'s answer',
  needsReference: false,
  digits: 2,
  score: ({ completion: { finishReason } }) => (finishReason === null ? undefined : finishReason === 'length' ? 1 : 0),
};
