import { answerTextOf } from '../answerText';
import type { Metric } from '../metric';
import { pythonStrip } from '../pythonText';

/** 1 when the answer says nothing but white space and calls no tool, else 0. */
export const empty: Metric = {
  id: 'empty',
  title: 'Empty',
  range: [0, 1],
  better: 'lower',
  follows: 'Python: answer.strip() == ""',
  needsReference: false,
  digits: 2,
  score: ({ completion }) => (pythonStrip(answerTextOf(completion)) === '' ? 1 : 0),
};
