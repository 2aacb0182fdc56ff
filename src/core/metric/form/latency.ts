import type { Metric } from '../metric';

/** Milliseconds from sending the request to the end of the answer. */
export const latency: Metric = {
  id: 'latency',
  title: 'Latency',
  range: [0, null],
  better: 'lower',
  follows: 'Wall time of one attempt, measured where the request is sent',
  needsReference: false,
  unit: 'ms',
  digits: 0,
  score: ({ completion }) => completion.totalMs,
};
