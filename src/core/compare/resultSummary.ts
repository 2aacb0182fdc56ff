import { corpusFigure } from '../metric/corpusFigure';
import type { PairedScores } from './pairedScores';
import type { MetricSummary } from './results';

/** The metrics over a dataset: the figures of each, without those that have none. */
export function summarize(pairs: readonly PairedScores[]): MetricSummary[] {
  return pairs.flatMap(({ metric, scope, slots, base, tuned }) => {
    const values = { base: corpusFigure(metric, base, slots), tuned: corpusFigure(metric, tuned, slots) };
    if (values.base === undefined || values.tuned === undefined) return [];
    const { id, title, better, digits, unit } = metric;
    return [
      {
        metric: id,
        title,
        ...(scope !== undefined && { scope }),
        better,
        digits,
        ...(unit !== undefined && { unit }),
        values: { base: values.base, tuned: values.tuned },
        samples: slots.length,
      },
    ];
  });
}
