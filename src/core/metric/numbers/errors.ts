import type { Metric, Scored } from '../metric';
import { numberPair } from './numberPair';

const NUMBER_ERROR = {
  range: [0, null],
  better: 'lower',
  needsReference: true,
  digits: 3,
} as const;

function absoluteError(input: Scored): number | undefined {
  const pair = numberPair(input);
  return pair && Math.abs(pair.answer - pair.reference);
}

/** Mean of the distances between the number in the answer and the nearest reference. */
export const meanAbsoluteError: Metric = {
  ...NUMBER_ERROR,
  id: 'mae',
  title: 'Mean absolute error',
  follows: 'scikit-learn 1.9.1 mean_absolute_error, nearest of the references',
  score: absoluteError,
};

/** Root of the mean of the squared distances. The score of one answer is its distance. */
export const rootMeanSquaredError: Metric = {
  ...NUMBER_ERROR,
  id: 'rmse',
  title: 'Root mean squared error',
  follows: 'scikit-learn 1.9.1 root_mean_squared_error, nearest of the references',
  score: absoluteError,
  corpus: {
    kind: 'sum',
    width: 2,
    statistics(input) {
      const error = absoluteError(input);
      return error === undefined ? undefined : [error * error, 1];
    },
    figure: (sums) => ((sums[1] ?? 0) > 0 ? Math.sqrt((sums[0] ?? 0) / (sums[1] ?? 1)) : undefined),
  },
};

/** Mean of the distances as shares of the reference: 0.05 is five percent. A reference of 0 counts as 2⁻⁵². */
export const meanAbsolutePercentageError: Metric = {
  ...NUMBER_ERROR,
  id: 'mape',
  title: 'Mean absolute percentage error',
  follows: 'scikit-learn 1.9.1 mean_absolute_percentage_error (a share, not times 100), nearest of the references',
  score(input) {
    const pair = numberPair(input);
    return pair && Math.abs(pair.answer - pair.reference) / Math.max(Math.abs(pair.reference), Number.EPSILON);
  },
};
