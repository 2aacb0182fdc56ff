import { bestOver } from '../bestReference';
import { metricFamily } from '../metricFamily';
import { NUMBER_EXTRACTIONS, numberInAnswer, numberInReference } from '../numbers/numberInText';

/**
 * 1 when the number in the answer is no further than `tolerance` from that of a reference, else 0, also when there is
 * none in the answer. Numbers are compared as numbers: where lm-evaluation-harness compares their text, it takes 42.0 and
 * 42 for different.
 */
export const numericAnswer = metricFamily(
  'numeric-answer',
  {
    extract: { kind: 'choice', default: 'flexible', choices: NUMBER_EXTRACTIONS },
    tolerance: { kind: 'number', default: 0, min: 0, max: Number.MAX_VALUE },
  },
  ({ extract, tolerance }) => ({
    title: 'Numeric answer',
    range: [0, 1],
    better: 'higher',
    follows: `lm-evaluation-harness 0.4.13 gsm8k, filter ${extract === 'strict' ? 'strict-match' : 'flexible-extract'}, compared as numbers, best over the references`,
    needsReference: true,
    rightAt: 1,
    digits: 2,
    score({ completion, references }) {
      const answer = numberInAnswer(completion.text, extract);
      return bestOver(references, (text) => {
        const reference = numberInReference(text);
        if (reference === undefined) return undefined;
        return answer !== undefined && isNear(answer, reference, tolerance) ? 1 : 0;
      });
    },
  }),
);

/** The last bit of the numbers is forgiven, so that 1.1 is within 0.1 of 1. */
function isNear(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance + Number.EPSILON * Math.max(Math.abs(a), Math.abs(b));
}
