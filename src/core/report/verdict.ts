import { CONFIDENCE } from '../stats/interval';
import type { Reading } from '../stats/readings';
import type { FieldComparison, MetricComparison, RightComparison, SliceComparison } from './report';

/** Right answers with what they show. */
export interface ReadRight {
  readonly comparison: RightComparison;
  readonly reading: Reading;
}

/** A metric with what it shows. */
export interface ReadMetric {
  readonly comparison: MetricComparison;
  readonly reading: Reading;
}

/**
 * The answer to “is the tuned model better?” in one sentence: what right answers show, or the metric that leads where none
 * decides, and the slice that is shown to be worse, if any.
 */
export function verdictOf(
  right: ReadRight | undefined,
  metrics: readonly ReadMetric[],
  fields: readonly FieldComparison[],
  compared: number,
): string {
  if (compared === 0) return 'No sample was answered by both models yet.';
  const leading = right?.reading ?? metrics.find(({ comparison }) => comparison.unit === undefined)?.reading;
  if (!leading) return 'No metric applies to the samples that both models answered.';
  const worst = worstSlice(fields);
  const but =
    worst && `; on ${worst.slice.value ?? `samples without ${worst.field}`} it is worse: ${outcomes(worst.slice)}`;
  return `${capital(leading.sentence)}${but ?? ''}.`;
}

/** The slice with the lowest change of those that are shown to be worse after the adjustment for their number. */
function worstSlice(fields: readonly FieldComparison[]): { field: string; slice: SliceComparison } | undefined {
  return fields
    .flatMap(({ field, slices }) => slices.map((slice) => ({ field, slice })))
    .filter(({ slice: { change, adjusted = 1 } }) => change < 0 && adjusted < 1 - CONFIDENCE)
    .sort((a, b) => a.slice.change - b.slice.change)[0];
}

function outcomes({ broken, fixed }: SliceComparison): string {
  return `${broken} broken, ${fixed} fixed`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
