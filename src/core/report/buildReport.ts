import type { ResultBook } from '../compare/resultBook';
import type { Category, Objective } from '../config/config';
import type { JsonObject } from '../dataset/json';
import { labelsIn } from '../dataset/labels';
import type { ModelRole } from '../model/model';
import { clustersBy, type Clusters } from '../stats/clusters';
import { holm } from '../stats/multipleTests';
import { compareCategories, type SampleCategories } from './categoryComparison';
import { compareConfusion } from './confusionComparison';
import { compareFields } from './fieldComparison';
import { FieldSlots } from './fieldSlots';
import { compareMetric } from './metricComparison';
import { judgeObjective } from './objectives';
import { readMetric, readRight } from './readings';
import type { Comparison, Report, ReportModel, ReportSettings } from './report';
import { reportMeasures } from './reportMeasures';
import { compareRight, compareRightByCluster, countRight } from './rightComparison';
import { compareUsage } from './usageComparison';
import { verdictOf, type ReadMetric, type ReadRight } from './verdict';
import { warningsOf } from './warnings';

/** What a report is made of. */
export interface ReportSources {
  readonly dataset: { readonly path: string; readonly sha256: string; readonly samples: number };
  readonly models: Readonly<Record<ModelRole, ReportModel>>;
  readonly book: ResultBook<unknown>;
  /** The metadata of a row's sample. */
  readonly metadataOf: (row: number) => JsonObject;
  readonly notes: readonly SampleCategories[];
  readonly categories: readonly Category[];
  readonly objectives: readonly Objective[];
  /** Answers were given when the dataset's file was another than now. */
  readonly otherDataset: boolean;
  readonly settings: ReportSettings;
}

/**
 * Builds a report, resting after each metric: with ten thousand samples one takes a second.
 * @param rest lets others have their turn; throws to give up
 */
export async function buildReport(sources: ReportSources, rest: () => Promise<void>): Promise<Report> {
  const { dataset, models, book, settings, notes, categories, objectives, otherDataset } = sources;
  const { confidence, cluster } = settings;
  const judged = book.judged();
  const pairs = book.pairs();
  const answers = book.answers();
  const metadataAt = (slot: number): JsonObject => sources.metadataOf(book.rowAt(slot));
  const clustersOf = (slots: Int32Array): Clusters | undefined =>
    cluster === undefined
      ? undefined
      : clustersBy(Array.from(slots, (slot) => labelsIn(metadataAt(slot), cluster).join(', ') || undefined));

  const slots = new FieldSlots();
  for (const slot of judged.slots) slots.add(metadataAt(slot));
  const fields = compareFields(slots, judged, confidence);
  await rest();
  const right = readRightOf(judged, clustersOf(judged.slots), settings);
  const metrics = await readMetrics(pairs, clustersOf, settings, rest);
  const measures = reportMeasures({ pairs, judged, fields, settings, metadataAt, clustersOf });
  const results: Report['objectives'][number][] = [];
  for (const objective of objectives) {
    results.push(...judgeObjective(objective, measures));
    await rest();
  }
  const deciding = new Set(book.metrics.lists.flatMap(({ metrics: list, decider }) => list[decider]?.id ?? []));
  const decided = metrics.filter(({ comparison: { metric } }) => deciding.has(metric));
  const confusion = compareConfusion(pairs);
  const { base, tuned } = models;
  const unknownMetrics = book.metrics.unknown;
  return {
    version: 1,
    dataset: { ...dataset, compared: answers.both },
    models,
    settings,
    verdict: verdictOf(right, metrics, fields, answers.both),
    outcomes: book.summary().outcomes,
    metrics: metrics.map(({ comparison }) => comparison),
    ...(decided.length === 1 && decided[0] && { deciding: decided[0].comparison.metric }),
    ...(right && { right: right.comparison }),
    fields,
    ...(confusion && { confusion }),
    categories: compareCategories(notes, categories, confidence),
    usage: compareUsage(pairs),
    objectives: results,
    warnings: base && tuned ? warningsOf({ base, tuned, answers, otherDataset, unknownMetrics }) : [],
  };
}

function readRightOf(
  judged: ReturnType<ResultBook<unknown>['judged']>,
  clusters: Clusters | undefined,
  settings: ReportSettings,
): ReadRight | undefined {
  if (judged.slots.length === 0) return undefined;
  const figures = clusters
    ? compareRightByCluster(judged, clusters, settings)
    : compareRight(countRight(judged, judged.slots.keys()), settings.confidence);
  const reading = readRight(figures, 1, settings.confidence);
  return { comparison: { ...figures, reading: reading.sentence }, reading };
}

/** Every metric, in order. What has a unit is no quality: it is compared, but takes no part in the adjustment. */
async function readMetrics(
  pairs: ReturnType<ResultBook<unknown>['pairs']>,
  clustersOf: (slots: Int32Array) => Clusters | undefined,
  settings: ReportSettings,
  rest: () => Promise<void>,
): Promise<ReadMetric[]> {
  const compared: { readonly pair: (typeof pairs)[number]; readonly comparison: Comparison }[] = [];
  for (const pair of pairs) {
    const comparison = compareMetric(pair, settings, clustersOf(pair.slots));
    if (comparison) compared.push({ pair, comparison });
    await rest();
  }
  const tested = compared.filter(
    ({ pair, comparison }) => pair.metric.unit === undefined && comparison.p !== undefined,
  );
  const adjusted = holm(tested.map(({ comparison }) => comparison.p ?? 1));
  return compared.map((entry) => {
    const { metric, scope } = entry.pair;
    const { id, title, better, digits, unit, range, follows, signature } = metric;
    const place = tested.indexOf(entry);
    const figures = {
      ...entry.comparison,
      ...(place >= 0 && tested.length > 1 && { adjusted: adjusted[place] ?? 1 }),
      metric: id,
      title,
      ...(scope !== undefined && { scope }),
      better,
      digits,
      ...(unit !== undefined && { unit }),
      range,
      follows,
      ...(signature !== undefined && { signature }),
    };
    const reading = readMetric(figures, place >= 0 ? tested.length : 1, settings.confidence);
    return { comparison: { ...figures, reading: reading.sentence }, reading };
  });
}
