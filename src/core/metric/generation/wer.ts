import { metricFamily } from '../metricFamily';
import { joinPythonSpaces, pythonStrip } from '../pythonText';
import { errorRate } from './errorRate';
import { TokenIds } from './tokenIds';

/**
 * Word error rate. As in jiwer, words stand between spaces, and two or more characters of white space are one space: a
 * single tab or line end is part of a word.
 */
export const wer = metricFamily('wer', {}, () => {
  const words = new TokenIds((text) =>
    pythonStrip(joinPythonSpaces(text))
      .split(' ')
      .filter((word) => word !== ''),
  );
  return {
    title: 'WER',
    follows: 'jiwer 4.0.0 wer with wer_default, lowest over the references',
    ...errorRate((texts) => words.of(texts)),
  };
});
