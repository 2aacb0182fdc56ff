import type { PairedScores } from '../compare/pairedScores';
import type { JudgedPairs } from '../compare/resultBook';
import type { Slice } from '../compare/slices';
import { labelsIn } from '../dataset/labels';
import type { JsonObject } from '../dataset/json';
import { HumanError } from '../humanError';
import { corpusFigure } from '../metric/corpusFigure';
import { readMetric } from '../metric/metricSpec';
import { drawResamples } from '../stats/bootstrap';
import type { Clusters } from '../stats/clusters';
import type { Interval } from '../stats/interval';
import { percentileInterval } from '../stats/percentileInterval';
import { compareMetric } from './metricComparison';
import type { Measurable, Measured, Measures } from './objectives';
import type { FieldComparison, ReportSettings } from './report';
import { compareRight, countRight } from './rightComparison';

/** Resamples of the intervals of objectives: only their ends' place matters. */
const RESAMPLES = 2000;

/** What the figures come from. */
export interface MeasuredSources {
  readonly pairs: readonly PairedScores[];
  readonly judged: JudgedPairs;
  readonly fields: readonly FieldComparison[];
  readonly settings: ReportSettings;
  readonly metadataAt: (slot: number) => JsonObject;
  readonly clustersOf: (slots: Int32Array) => Clusters | undefined;
}

/** The figures that objectives are held against. */
export function reportMeasures(sources: MeasuredSources): Measures {
  const { pairs, fields, metadataAt } = sources;
  const inSlice = (slots: Int32Array, slice: Slice | undefined): Int32Array =>
    slice?.value === undefined
      ? slots
      : slots.filter((slot) => labelsIn(metadataAt(slot), slice.field).includes(slice.value ?? ''));
  return {
    measured(metric, slice) {
      if (metric === undefined)
        return rightMeasured(sources, slice === undefined ? undefined : (slots) => inSlice(slots, slice));
      const id = idOf(metric);
      const pair = pairs.find((candidate) => candidate.metric.id === id);
      return pair && metricMeasured({ ...pair, slots: inSlice(pair.slots, slice) }, sources);
    },
    slices: (field, value) =>
      fields
        .find((candidate) => candidate.field === field)
        ?.slices.filter((slice) => value === undefined || slice.value === value),
  };
}

/** The id of the metric that a text names, which may be an alias; the text itself where there is no such metric. */
function idOf(metric: string): string {
  try {
    return readMetric(metric).id;
  } catch (error) {
    if (error instanceof HumanError) return metric;
    throw error;
  }
}

function rightMeasured(
  { judged }: MeasuredSources,
  choose: ((slots: Int32Array) => Int32Array) | undefined,
): Measured | undefined {
  const chosen = choose && new Set(choose(judged.slots));
  const places = Array.from(judged.slots.keys()).filter((place) => !chosen || chosen.has(judged.slots[place] ?? -1));
  if (places.length === 0) return undefined;
  const counts = countRight(judged, places);
  const { samples, base, tuned } = compareRight(counts, 0.5);
  return {
    title: 'Right answers',
    better: 'higher',
    digits: 3,
    samples,
    base,
    tuned,
    interval: (of, confidence) => {
      const { shares, interval } = compareRight(counts, confidence);
      return of === 'base' || of === 'tuned' ? shares[of] : of === 'change' ? interval : undefined;
    },
  };
}

function metricMeasured(pair: PairedScores, { settings, clustersOf }: MeasuredSources): Measured | undefined {
  const { metric, slots } = pair;
  const base = corpusFigure(metric, pair.base, slots);
  const tuned = corpusFigure(metric, pair.tuned, slots);
  if (base === undefined || tuned === undefined) return undefined;
  const { title, better, digits, unit } = metric;
  return {
    title,
    better,
    digits,
    ...(unit !== undefined && { unit }),
    samples: slots.length,
    base,
    tuned,
    interval: (of, confidence) =>
      of === 'change'
        ? compareMetric(pair, { ...settings, confidence }, clustersOf(slots))?.interval
        : drawnInterval(pair, of, clustersOf(slots), settings.seed, confidence),
  };
}

/** The percentile interval of one model's figure, or of the ratio of both. */
function drawnInterval(
  { metric, slots, base, tuned }: PairedScores,
  of: Exclude<Measurable, 'change'>,
  clusters: Clusters | undefined,
  seed: number,
  confidence: number,
): Interval | undefined {
  const units: number[][] = Array.from({ length: clusters?.count ?? slots.length }, () => []);
  for (const [place, slot] of slots.entries()) units[clusters?.of[place] ?? place]?.push(slot);
  const figure = (chosen: readonly number[]): number => {
    const one = (set: PairedScores['base']): number => corpusFigure(metric, set, chosen) ?? NaN;
    return of === 'base' ? one(base) : of === 'tuned' ? one(tuned) : one(tuned) / one(base);
  };
  const distribution = drawResamples(
    { units: units.length, of: (chosen) => figure(Array.from(chosen, (unit) => units[unit] ?? []).flat()) },
    RESAMPLES,
    seed,
  );
  return percentileInterval(distribution, confidence);
}
