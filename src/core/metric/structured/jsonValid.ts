import { answerTextOf } from '../answerText';
import { findJson } from './jsonInText';
import type { Metric } from '../metric';

/** 1 when the answer holds JSON (`findJson`: the whole text, a fenced block, or the first object or array in it), else 0. */
export const jsonValid: Metric = {
  id: 'json-valid',
  title: 'Valid JSON',
  range: [0, 1],
  better: 'higher',
  follows: 'RFC 8259, found in the text by the rules of findJson',
  needsReference: false,
  rightAt: 1,
  digits: 2,
  score: ({ completion }) => (findJson(answerTextOf(completion)) ? 1 : 0),
};
