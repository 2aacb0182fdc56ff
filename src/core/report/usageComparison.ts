import type { PairedScores } from '../compare/pairedScores';
import { quantile } from '../stats/quantile';
import type { UsageComparison, UsageFigures } from './report';

const USAGE: readonly UsageComparison['id'][] = ['latency', 'first-token', 'tokens'];

/** Time and tokens of the answers, on the samples for which they are known of both models. */
export function compareUsage(pairs: readonly PairedScores[]): UsageComparison[] {
  return USAGE.flatMap((id) => {
    const pair = pairs.find(({ metric }) => metric.id === id);
    if (!pair) return [];
    const { metric, slots, base, tuned } = pair;
    const figures = (scores: Float64Array): UsageFigures => {
      const values = Float64Array.from(slots, (slot) => scores[slot] ?? NaN).sort();
      return {
        answers: values.length,
        p50: quantile(values, 0.5),
        p95: quantile(values, 0.95),
        total: values.reduce((sum, value) => sum + value, 0),
      };
    };
    const unit = metric.unit ?? 'tokens';
    return [{ id, title: metric.title, unit, values: { base: figures(base.scores), tuned: figures(tuned.scores) } }];
  });
}
