import type { Metric } from '../metric';

/** Tokens the model wrote, as the endpoint counted them; undefined where it gave no usage. */
export const tokens: Metric = {
  id: 'tokens',
  title: 'Tokens',
  range: [0, null],
  better: 'lower',
  follows: "usage.completion_tokens of the endpoint's answer",
  needsReference: false,
  unit: 'tokens',
  digits: 0,
  score: ({ completion }) => completion.usage?.completionTokens,
};
