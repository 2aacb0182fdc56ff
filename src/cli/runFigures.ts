import type { Outcome } from '../core/compare/outcome';
import type { MetricSummary } from '../core/compare/results';

/** Outcomes and figures of a run, a line each. */
export function figureLines(outcomes: Readonly<Record<Outcome, number>>, metrics: readonly MetricSummary[]): string[] {
  const compared = metrics.length > 0;
  return [
    ...(compared ? [`${outcomes.broken} broken, ${outcomes.fixed} fixed.`] : []),
    ...metrics.map(({ metric, values, digits, unit, samples }) => {
      const shown = (role: string): string => `${role} ${(values[role] ?? NaN).toFixed(digits)}`;
      return `${metric}: ${shown('base')}, ${shown('tuned')}${unit ? ` ${unit}` : ''} (${samples} samples)`;
    }),
  ];
}
