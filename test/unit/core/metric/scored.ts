import type { Scored } from '../../../../src/core/metric/metric';

/** An answer with its references, as a metric sees them. */
export function scored(text: string, ...references: string[]): Scored {
  return { completion: { text, finishReason: 'stop', totalMs: 120 }, references };
}
