import { answerTextOf } from '../answerText';
import type { Metric, Scored } from '../metric';

interface Sums {
  /** How many numbers there are of each answer. */
  readonly width: number;
  /** The numbers of one answer; there is at least one reference. */
  readonly count: (answer: string, references: readonly string[]) => Float64Array | undefined;
  /** The score of one answer. */
  readonly score: (sums: Float64Array) => number;
  /** The figure of a whole set. */
  readonly figure: (sums: Float64Array) => number;
}

/** The score and the figure of the whole set of a metric that is made of counts. */
export function sumMetric({ width, count, score, figure }: Sums): Pick<Metric, 'needsReference' | 'score' | 'corpus'> {
  // The score of an answer and its part in the whole are asked for one after the other.
  let last: Scored | undefined;
  let sums: Float64Array | undefined;
  const statistics = (input: Scored): Float64Array | undefined => {
    if (input !== last) {
      sums = input.references.length === 0 ? undefined : count(answerTextOf(input.completion), input.references);
      last = input;
    }
    return sums;
  };
  return {
    needsReference: true,
    score(input) {
      const numbers = statistics(input);
      return numbers && score(numbers);
    },
    corpus: { kind: 'sum', width, statistics, figure },
  };
}
