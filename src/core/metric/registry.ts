import { exactMatch } from './exactMatch';
import { jsonFields } from './jsonFields';
import { jsonValid } from './jsonValid';
import { latency } from './latency';
import { plainMetric, type MetricFamily } from './metricFamily';
import { normalizedExactMatch } from './normalizedExactMatch';
import { rougeL } from './rougeL';
import { tokenF1 } from './tokenF1';
import { tokens } from './tokens';

/** Every metric, in the order in which lists offer them. */
export const METRIC_FAMILIES: readonly MetricFamily[] = [
  plainMetric(exactMatch),
  plainMetric(normalizedExactMatch),
  plainMetric(tokenF1),
  plainMetric(rougeL),
  plainMetric(jsonValid),
  plainMetric(jsonFields),
  plainMetric(latency),
  plainMetric(tokens),
];
