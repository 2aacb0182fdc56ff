import { isRight, type MetricPlan } from '../metric/metricPlan';
import type { Completion, ModelRole } from '../model/model';
import type { SampleScore } from './results';

/**
 * Every metric on one sample, for the models that have answered it. Metrics without any score are left out.
 * @param completions the answers by model role, in the order in which they are shown
 */
export function scoresOf(
  plan: MetricPlan,
  references: readonly string[],
  completions: Readonly<Record<ModelRole, Completion>>,
): SampleScore[] {
  return plan.forReferences(references).metrics.flatMap((metric) => {
    const scores: [ModelRole, number][] = [];
    const right: [ModelRole, boolean][] = [];
    for (const [role, completion] of Object.entries(completions)) {
      const score = metric.score({ completion, references });
      if (score === undefined) continue;
      scores.push([role, score]);
      const verdict = isRight(metric, score);
      if (verdict !== undefined) right.push([role, verdict]);
    }
    if (scores.length === 0) return [];
    const { id, title, better, digits, unit } = metric;
    return [
      {
        metric: id,
        title,
        better,
        digits,
        ...(unit !== undefined && { unit }),
        scores: Object.fromEntries(scores),
        ...(right.length > 0 && { right: Object.fromEntries(right) }),
      },
    ];
  });
}

/** Whether an answer is right, as the metric says that decides for its sample; undefined when none decides. */
export function isAnswerRight(
  plan: MetricPlan,
  references: readonly string[],
  completion: Completion,
): boolean | undefined {
  const { metrics, decider } = plan.forReferences(references);
  const metric = metrics[decider];
  const score = metric?.score({ completion, references });
  return metric === undefined || score === undefined ? undefined : isRight(metric, score);
}
