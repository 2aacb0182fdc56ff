import { HumanError } from '../../humanError';
import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import type { Scored } from '../metric';
import { metricFamily } from '../metricFamily';
import { linearPattern, type LinearPattern } from './linearPattern';

/**
 * 1 when a regular expression is found anywhere in the answer, else 0. The expression is the option `pattern`, or else
 * each of the references; references that are none are passed over. Expressions are RE2's: no lookarounds and no
 * references to groups, so that no expression and no answer holds anything up.
 */
export const regex = metricFamily(
  'regex',
  { pattern: { kind: 'text', default: '' }, 'ignore-case': { kind: 'flag', default: false } },
  ({ pattern, 'ignore-case': ignoreCase }) => ({
    title: pattern === '' ? 'Regular expression' : `Regular expression ${pattern}`,
    range: [0, 1],
    better: 'higher',
    follows: 'RE2 (re2js 2.10.0), found anywhere in the answer, best over the references',
    needsReference: pattern === '',
    rightAt: 1,
    digits: 2,
    score: pattern === '' ? scoreByReferences(ignoreCase) : scoreBy(readPattern(pattern, ignoreCase)),
  }),
);

function readPattern(pattern: string, ignoreCase: boolean): LinearPattern {
  const read = linearPattern(pattern, ignoreCase);
  if (!read) {
    throw new HumanError(
      'bad-metric-option',
      '“pattern” of the metric regex must be a regular expression without lookarounds and references to groups.',
    );
  }
  return read;
}

function scoreBy(pattern: LinearPattern): (input: Scored) => number | undefined {
  return ({ completion }) => shareOf(pattern.test(answerTextOf(completion)));
}

function scoreByReferences(ignoreCase: boolean): (input: Scored) => number | undefined {
  return ({ completion, references }) => {
    const answer = answerTextOf(completion);
    return bestOver(references, (reference) => shareOf(linearPattern(reference, ignoreCase)?.test(answer)));
  };
}

function shareOf(found: boolean | undefined): number | undefined {
  return found === undefined ? undefined : Number(found);
}
