import { countsIn, type ScoredSet } from '../metric/corpusFigure';
import type { Metric } from '../metric/metric';
import type { MetricPlan } from '../metric/metricPlan';
import type { ModelRole } from '../model/model';
import type { ResultColumn } from './resultColumn';

/** One metric on the samples that both models have a score for: the two figures are of the same samples. */
export interface PairedScores {
  readonly metric: Metric;
  /** What it was computed on, when there are other samples too: `labels`, `JSON`, `prose`. */
  readonly scope?: string;
  /** Places in the sets, one for each pair, in no order. */
  readonly slots: Int32Array;
  readonly base: ScoredSet;
  readonly tuned: ScoredSet;
}

/** The scores of each slot, where the columns hold them. */
export interface ScoreTable {
  readonly plan: MetricPlan;
  readonly columns: ReadonlyMap<ModelRole, ResultColumn<unknown>>;
  readonly slots: number;
  /** Slot → index into the plan's lists. */
  readonly listOf: (slot: number) => number;
}

/** Every metric of the plan, paired; those without a pair are left out. */
export function pairScores({ plan, columns, slots, listOf }: ScoreTable): PairedScores[] {
  const base = columns.get('base');
  const tuned = columns.get('tuned');
  if (!base || !tuned) return [];
  const both: number[] = [];
  const seen = new Set<number>();
  for (let slot = 0; slot < slots; slot++) {
    if (base.state(slot) !== 'answered' || tuned.state(slot) !== 'answered') continue;
    both.push(slot);
    seen.add(listOf(slot));
  }
  return plan.metrics.flatMap((metric) => {
    const positions = plan.lists.map(({ metrics }) => metrics.findIndex(({ id }) => id === metric.id));
    const positionOf = (slot: number): number => positions[listOf(slot)] ?? -1;
    const sets = { base: base.setOf(metric, slots, positionOf), tuned: tuned.setOf(metric, slots, positionOf) };
    const paired = both.filter((slot) => countsIn(metric, sets.base, slot) && countsIn(metric, sets.tuned, slot));
    if (paired.length === 0) return [];
    const scope = scopeOf(plan, positions, seen);
    return [{ metric, ...(scope !== undefined && { scope }), slots: Int32Array.from(paired), ...sets }];
  });
}

/** What samples a metric was computed on, when there are others that it does not apply to. */
function scopeOf(plan: MetricPlan, positions: readonly number[], seen: ReadonlySet<number>): string | undefined {
  const everywhere = [...seen].every((list) => (positions[list] ?? -1) >= 0);
  return everywhere ? undefined : plan.lists.find((list, index) => (positions[index] ?? -1) >= 0 && list.scope)?.scope;
}
