import type { Metric } from '../metric';
import { codePointsOf, pythonStrip } from '../pythonText';
import { sumMetric } from './sumMetric';

/**
 * How long the answer is beside the reference, in code points without the white space around them: 1 is as long, 2 twice as
 * long. Of several references the one nearest in length counts. The figure of a set is that of the sums. Neither way is
 * better in itself; a longer answer is taken for the worse one, because it costs more to make and to read.
 */
export const lengthRatio: Metric = {
  id: 'length-ratio',
  title: 'Length ratio',
  range: [0, null],
  better: 'lower',
  follows: 'len(answer.strip()) / len(reference.strip()) in Python, and sum / sum for a whole set',
  digits: 2,
  ...sumMetric({
    width: 2,
    count(text, references) {
      const answer = lengthOf(text);
      const lengths = references.map(lengthOf).filter((length) => length > 0);
      if (lengths.length === 0) return undefined;
      return Float64Array.of(
        answer,
        lengths.reduce((nearest, length) =>
          Math.abs(length - answer) < Math.abs(nearest - answer) ? length : nearest,
        ),
      );
    },
    score: ratioOf,
    figure: ratioOf,
  }),
};

function lengthOf(text: string): number {
  return codePointsOf(pythonStrip(text)).length;
}

function ratioOf([answer = 0, reference = 0]: Float64Array): number {
  return answer / reference;
}
