import type { Metric } from '../metric';
import { editDistance } from './editDistance';
import { sumMetric } from './sumMetric';

/**
 * jiwer's error rate: insertions, deletions and substitutions per token of the reference; without a token there, their
 * number. The figure of a set is that of the sums. Of several references, which jiwer does not know, the one with the
 * lowest rate counts.
 */
export function errorRate(tokensOf: (texts: readonly string[]) => Int32Array[]): Pick<Metric, 'score' | 'corpus'> & {
  readonly range: readonly [0, null];
  readonly better: 'lower';
  readonly needsReference: boolean;
  readonly digits: number;
} {
  return {
    range: [0, null],
    better: 'lower',
    digits: 2,
    ...sumMetric({
      width: 2,
      count(text, references) {
        const [answer = new Int32Array(), ...others] = tokensOf([text, ...references]);
        let best: Float64Array | undefined;
        for (const reference of others) {
          const counts = Float64Array.of(editDistance(reference, answer), reference.length);
          if (!best || rateOf(counts) < rateOf(best)) best = counts;
        }
        return best;
      },
      score: rateOf,
      figure: rateOf,
    }),
  };
}

function rateOf([edits = 0, length = 0]: Float64Array): number {
  return length === 0 ? edits : edits / length;
}
