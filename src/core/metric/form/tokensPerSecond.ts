import type { Metric } from '../metric';

/** Tokens that the model wrote, as the endpoint counted them, for each second from sending to the end of the answer. */
export const tokensPerSecond: Metric = {
  id: 'tokens-per-second',
  title: 'Tokens per second',
  range: [0, null],
  better: 'higher',
  follows: "usage.completion_tokens of the endpoint's answer ÷ wall time of the attempt",
  needsReference: false,
  digits: 1,
  score({ completion: { usage, totalMs } }) {
    return usage === undefined || totalMs === undefined || totalMs <= 0
      ? undefined
      : (usage.completionTokens * 1000) / totalMs;
  },
};
