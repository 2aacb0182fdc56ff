import { exactMatch } from './exactMatch';
import { jsonFields } from './jsonFields';
import { jsonValid } from './jsonValid';
import { latency } from './latency';
import type { Metric } from './metric';
import { normalizedExactMatch } from './normalizedExactMatch';
import { rougeL } from './rougeL';
import { tokenF1 } from './tokenF1';
import { tokens } from './tokens';

/** Every metric, in the order in which lists offer them. */
export const METRICS: readonly Metric[] = [
  exactMatch,
  normalizedExactMatch,
  tokenF1,
  rougeL,
  jsonValid,
  jsonFields,
  latency,
  tokens,
];

/** The metric with this id, if there is one. */
export function metricById(id: string): Metric | undefined {
  return METRICS.find((metric) => metric.id === id);
}
