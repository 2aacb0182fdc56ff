import { median } from '../metric/median';
import type { Metric } from '../metric/metric';
import type { MetricPlan } from '../metric/metricPlan';
import type { ModelRole } from '../model/model';
import type { ResultColumn } from './resultColumn';
import type { MetricSummary } from './results';

/**
 * The metrics over a dataset, paired: only samples for which both base and tuned have a score count, so that the two
 * values are of the same samples. Means; medians for metrics with a unit (latency, tokens), where outliers are the rule.
 * A metric without such a sample is left out.
 * @param listOf slot → index into the plan's lists
 */
export function summarize(
  plan: MetricPlan,
  columns: ReadonlyMap<ModelRole, ResultColumn<unknown>>,
  slots: number,
  listOf: (slot: number) => number,
): MetricSummary[] {
  const base = columns.get('base');
  const tuned = columns.get('tuned');
  if (!base || !tuned) return [];
  const positions = new Map(plan.metrics.map((metric, index) => [metric.id, index]));
  const indexes = plan.lists.map(({ metrics }) => metrics.map((metric) => positions.get(metric.id) ?? 0));
  const pairs = plan.metrics.map((metric) => new Pairs(metric, slots));
  const seen = new Set<number>();
  for (let slot = 0; slot < slots; slot++) {
    if (base.state(slot) !== 'answered' || tuned.state(slot) !== 'answered') continue;
    const list = listOf(slot);
    seen.add(list);
    for (const [position, index] of (indexes[list] ?? []).entries())
      pairs[index]?.add(base.score(slot, position), tuned.score(slot, position));
  }
  return pairs.flatMap((pair) => pair.summary(scopeOf(plan, pair.metric, seen)));
}

/** What samples a metric was computed on, when there are others that it does not apply to. */
function scopeOf(plan: MetricPlan, metric: Metric, seen: ReadonlySet<number>): string | undefined {
  const applies = plan.lists.map(({ metrics }) => metrics.some(({ id }) => id === metric.id));
  const everywhere = [...seen].every((list) => applies[list] === true);
  return everywhere ? undefined : plan.lists.find((list, index) => applies[index] === true && list.scope)?.scope;
}

/** The paired scores of one metric. */
class Pairs {
  private count = 0;
  private baseSum = 0;
  private tunedSum = 0;
  /** The scores themselves, which only a median needs. */
  private readonly base: Float64Array;
  private readonly tuned: Float64Array;

  constructor(
    readonly metric: Metric,
    samples: number,
  ) {
    const room = metric.unit === undefined ? 0 : samples;
    this.base = new Float64Array(room);
    this.tuned = new Float64Array(room);
  }

  add(base: number, tuned: number): void {
    if (Number.isNaN(base) || Number.isNaN(tuned)) return;
    this.base[this.count] = base;
    this.tuned[this.count] = tuned;
    this.baseSum += base;
    this.tunedSum += tuned;
    this.count++;
  }

  summary(scope: string | undefined): MetricSummary[] {
    if (this.count === 0) return [];
    const { id, title, better, digits, unit } = this.metric;
    return [
      {
        metric: id,
        title,
        ...(scope !== undefined && { scope }),
        better,
        digits,
        ...(unit !== undefined && { unit }),
        values: unit === undefined ? this.means() : this.medians(),
        samples: this.count,
      },
    ];
  }

  private means(): Record<ModelRole, number> {
    return { base: this.baseSum / this.count, tuned: this.tunedSum / this.count };
  }

  private medians(): Record<ModelRole, number> {
    return { base: median(this.base.subarray(0, this.count)), tuned: median(this.tuned.subarray(0, this.count)) };
  }
}
