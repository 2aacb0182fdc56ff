import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import { metricFamily } from '../metricFamily';
import { pythonStrip } from '../pythonText';

/** 1 when the answer holds one of the references, without the white space around it, else 0. */
export const contains = metricFamily(
  'contains',
  { 'ignore-case': { kind: 'flag', default: false } },
  ({ 'ignore-case': ignoreCase }) => {
    const compared = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
    return {
      title: ignoreCase ? 'Contains (any case)' : 'Contains',
      range: [0, 1],
      better: 'higher',
      follows: ignoreCase
        ? 'Python: reference.strip().lower() in answer.lower(), best over the references'
        : 'Python: reference.strip() in answer, best over the references',
      needsReference: true,
      rightAt: 1,
      digits: 2,
      score({ completion, references }) {
        const answer = compared(answerTextOf(completion));
        return bestOver(references, (reference) => (answer.includes(compared(pythonStrip(reference))) ? 1 : 0));
      },
    };
  },
);
