import { exactMatch } from './question/exactMatch';
import { jsonFields } from './structured/jsonFields';
import { jsonValid } from './structured/jsonValid';
import { latency } from './form/latency';
import { plainMetric, type MetricFamily } from './metricFamily';
import { normalizedExactMatch } from './question/normalizedExactMatch';
import { rougeL } from './rougeL';
import { tokenF1 } from './question/tokenF1';
import { tokens } from './form/tokens';

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
