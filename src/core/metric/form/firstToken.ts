import type { Metric } from '../metric';

/** Milliseconds from sending the request to the first piece of text; undefined for answers that were not streamed. */
export const firstToken: Metric = {
  id: 'first-token',
  title: 'Time to first token',
  range: [0, null],
  better: 'lower',
  follows: 'Wall time of one attempt, measured where the request is sent',
  needsReference: false,
  unit: 'ms',
  digits: 0,
  score: ({ completion }) => completion.firstTokenMs,
};
