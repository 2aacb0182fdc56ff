import { HumanError } from '../humanError';
import { confusionOf } from './classification/confusion';
import { f1 } from './classification/labelMetrics';
import { guessMetrics, type AnswerKind } from './guessMetrics';
import { exactMatch } from './question/exactMatch';
import { jsonFields } from './structured/jsonFields';
import { jsonValid } from './structured/jsonValid';
import { latency } from './form/latency';
import type { Metric } from './metric';
import { usualMetric } from './metricFamily';
import { readMetric } from './metricSpec';
import { rougeL } from './generation/rougeL';
import { tokenF1 } from './question/tokenF1';
import { tokens } from './form/tokens';

/** The metrics of one kind of sample. There are only a few such lists, and samples share them. */
export interface SampleMetrics {
  readonly metrics: readonly Metric[];
  /** Position in `metrics` of the one that decides between right and wrong; -1 when none can. */
  readonly decider: number;
  /** What these samples are, when the metrics were guessed: `labels`, `JSON`, `prose`. */
  readonly scope?: string;
}

/** Which metrics score which samples of a dataset. */
export interface MetricPlan {
  /** True when the metrics follow from the references and not from `tuning-fork.json`. */
  readonly guessed: boolean;
  /** Metric ids in the configuration that do not exist. */
  readonly unknown: readonly string[];
  /** Every metric that may be scored, in the order in which they are shown. */
  readonly metrics: readonly Metric[];
  /** Every list that `forReferences` can give. */
  readonly lists: readonly SampleMetrics[];
  /** The list for a sample with these references: always the same object for the same kind of sample. */
  forReferences(references: readonly string[]): SampleMetrics;
}

/** The part of a dataset's configuration that says how it is scored. */
export interface MetricConfig {
  readonly metrics?: readonly string[] | undefined;
  readonly rightAt?: Readonly<Record<string, number>> | undefined;
}

const JSON_VALID = usualMetric(jsonValid);
const ROUGE_L = usualMetric(rougeL);

/** Metrics that say something of every answer. */
const ALWAYS = [latency, tokens];

/** With more labels than these, the references are short answers rather than classes. */
const MOST_CLASSES = 50;

/** F1 of the labels, averaged; of short answers that are no classes it says nothing. */
const MACRO_F1 = whereLabelsAreFew(usualMetric(f1));

/**
 * Which metrics apply to each sample of a dataset, and which one decides.
 *
 * Named in the configuration: they apply to every sample with a reference (to those without one, the metrics that need
 * none), and the first with a `rightAt` decides. Else guessed from each sample's first reference: for a label exact match
 * decides, and macro F1 stands beside it where there are few; for JSON valid JSON and JSON fields, of which fields decides; for prose token F1 and ROUGE-L, of which ROUGE-L
 * decides; without a reference nothing does. Latency and tokens are always there. `rightAt` in the configuration
 * replaces the metrics' own thresholds.
 */
export function metricsFor(config: MetricConfig | undefined): MetricPlan {
  const rightAt = config?.rightAt ?? {};
  const withThresholds = (metrics: readonly Metric[]): Metric[] =>
    metrics.map((metric) => {
      const threshold = Object.hasOwn(rightAt, metric.id) ? rightAt[metric.id] : undefined;
      return threshold === undefined ? metric : { ...metric, rightAt: threshold };
    });
  return config?.metrics ? namedPlan(config.metrics, withThresholds) : guessedPlan(withThresholds);
}

/** True when a score counts as right; undefined for a metric that does not decide. */
export function isRight(metric: Metric, score: number): boolean | undefined {
  if (metric.rightAt === undefined) return undefined;
  return metric.better === 'higher' ? score >= metric.rightAt : score <= metric.rightAt;
}

type WithThresholds = (metrics: readonly Metric[]) => Metric[];

function namedPlan(ids: readonly string[], withThresholds: WithThresholds): MetricPlan {
  const unknown: string[] = [];
  const named: Metric[] = [];
  for (const id of ids) {
    const metric = knownMetric(id);
    if (metric === undefined) unknown.push(id);
    else if (!named.some((other) => other.id === metric.id)) named.push(metric);
  }
  const all = withThresholds([...named, ...ALWAYS.filter(({ id }) => !named.some((other) => other.id === id))]);
  const list = (metrics: readonly Metric[]): SampleMetrics => ({
    metrics,
    decider: metrics.findIndex((metric) => metric.rightAt !== undefined),
  });
  const withReference = list(all);
  const withoutReference = list(all.filter((metric) => !metric.needsReference));
  return {
    guessed: false,
    unknown,
    metrics: all,
    lists: [withReference, withoutReference],
    forReferences: (references) => (references.length > 0 ? withReference : withoutReference),
  };
}

function knownMetric(id: string): Metric | undefined {
  try {
    return readMetric(id);
  } catch (error) {
    if (error instanceof HumanError) return undefined;
    throw error;
  }
}

function whereLabelsAreFew(metric: Metric): Metric {
  const { corpus } = metric;
  if (corpus?.kind !== 'whole') return metric;
  return {
    ...metric,
    corpus: {
      ...corpus,
      prepare(all) {
        const { labels = [] } = confusionOf(metric, all) ?? {};
        return labels.length > MOST_CLASSES ? () => undefined : corpus.prepare(all);
      },
    },
  };
}

function guessedPlan(withThresholds: WithThresholds): MetricPlan {
  const list = (metrics: readonly Metric[], decider: Metric, scope: string): SampleMetrics => ({
    metrics: withThresholds([...metrics, ...ALWAYS]),
    decider: metrics.indexOf(decider),
    scope,
  });
  const kinds: Readonly<Record<AnswerKind, SampleMetrics>> = {
    label: list([exactMatch, MACRO_F1], exactMatch, 'labels'),
    json: list([JSON_VALID, jsonFields], jsonFields, 'JSON'),
    prose: list([tokenF1, ROUGE_L], ROUGE_L, 'prose'),
  };
  const withoutReference: SampleMetrics = { metrics: withThresholds(ALWAYS), decider: -1 };
  return {
    guessed: true,
    unknown: [],
    metrics: withThresholds([exactMatch, MACRO_F1, tokenF1, ROUGE_L, JSON_VALID, jsonFields, ...ALWAYS]),
    lists: [kinds.label, kinds.json, kinds.prose, withoutReference],
    forReferences: ([reference]) => (reference === undefined ? withoutReference : kinds[guessMetrics(reference)]),
  };
}
