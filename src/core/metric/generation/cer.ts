import type { Metric } from '../metric';
import { codePointsOf, pythonStrip } from '../pythonText';
import { errorRate } from './errorRate';

/** Character error rate in code points; white space counts, but for that around a text. */
export const cer: Metric = {
  id: 'cer',
  title: 'CER',
  follows: 'jiwer 4.0.0 cer with cer_default, lowest over the references',
  ...errorRate((texts) => texts.map((text) => codePointsOf(pythonStrip(text)))),
};
