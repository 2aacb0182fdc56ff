import { answerTextOf } from '../answerText';
import { metricFamily } from '../metricFamily';
import { findJson } from './jsonInText';

/**
 * 1 when the answer holds JSON (`findJson`: the whole text, a fenced block, or the first object or array in it), else 0.
 * With `whole` the answer must be JSON and nothing else.
 */
export const jsonValid = metricFamily('json-valid', { whole: { kind: 'flag', default: false } }, ({ whole }) => ({
  title: 'Valid JSON',
  range: [0, 1],
  better: 'higher',
  follows: `RFC 8259, ${whole ? 'as the whole answer' : 'found in the text by the rules of findJson'}`,
  needsReference: false,
  rightAt: 1,
  digits: 2,
  score({ completion }) {
    const found = findJson(answerTextOf(completion));
    return found && (!whole || found.rule === 'whole') ? 1 : 0;
  },
}));
