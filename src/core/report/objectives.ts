import type { Objective } from '../config/config';
import type { Slice } from '../compare/slices';
import { figureText, signedText, type FigureStyle } from './figureText';
import { moreSamples } from '../stats/power';
import type { Interval } from '../stats/interval';
import type { ObjectiveResult, SliceComparison } from './report';

/** Two figures of the same samples, and how sure they are. */
export interface Measured extends FigureStyle {
  readonly title: string;
  readonly better: 'higher' | 'lower';
  readonly samples: number;
  readonly base: number;
  readonly tuned: number;
  /** The interval of one figure, of the change (tuned − base) or of the ratio (tuned ÷ base); undefined when unknown. */
  readonly interval: (of: Measurable, confidence: number) => Interval | undefined;
}

export type Measurable = 'base' | 'tuned' | 'change' | 'ratio';

/** What objectives are held against. */
export interface Measures {
  /** The figures of a metric, or of right answers when it is undefined; undefined where nothing was measured. */
  measured(metric: string | undefined, slice: Slice | undefined): Measured | undefined;
  /** The slices of a metadata field, or the one with a value; undefined when the dataset has no such field. */
  slices(field: string, value: string | undefined): readonly SliceComparison[] | undefined;
}

/** What became of each target of an objective. */
export function judgeObjective(objective: Objective, measures: Measures): ObjectiveResult[] {
  const { metric, model, slice, atLeast, atMost, gain, baseline, ratioAtMost, noRegressionIn = [] } = objective;
  const results: ObjectiveResult[] = [];
  const where = slice === undefined ? '' : ` in ${slice}`;
  const measured = measures.measured(metric, slice === undefined ? undefined : sliceOf(slice));
  const name = measured?.title ?? metric ?? 'Right answers';
  const text = (value: number): string => (measured ? figureText(value, measured) : String(value));
  const judge = (title: string, target: (measured: Measured) => Target): void => {
    results.push(measured ? judgeTarget(title, target(measured), measured, objective.confidence) : unknown(title));
  };
  const role = model === 'base' ? 'base' : 'tuned';
  if (atLeast !== undefined) {
    judge(`${name} of ${role} at least ${text(atLeast)}${where}`, (figures) => ({
      of: role,
      value: figures[role],
      least: atLeast,
    }));
  }
  if (atMost !== undefined) {
    judge(`${name} of ${role} at most ${text(atMost)}${where}`, (figures) => ({
      of: role,
      value: figures[role],
      most: atMost,
    }));
  }
  if (gain !== undefined) {
    const over = baseline === undefined ? 'base' : `the baseline ${text(baseline)}`;
    judge(`${name} better than ${over} by at least ${text(gain)}${where}`, (figures) =>
      gainTarget(figures, gain, baseline),
    );
  }
  if (ratioAtMost !== undefined) {
    judge(`${name} of tuned at most ${ratioAtMost} × that of base${where}`, ({ base, tuned }) => ({
      of: 'ratio',
      value: tuned / base,
      most: ratioAtMost,
    }));
  }
  for (const named of noRegressionIn) results.push(judgeRegression(named, measures, objective.confidence));
  return results;
}

/** Figures that a target is about, and what they must not be below or above. */
interface Target {
  readonly of: Measurable;
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
}

/** A gain is in the metric's own direction: of a metric whose lower values are better, base − tuned. */
function gainTarget({ better, base, tuned }: Measured, gain: number, baseline: number | undefined): Target {
  const of = baseline === undefined ? 'change' : 'tuned';
  const value = of === 'change' ? tuned - base : tuned;
  const from = baseline ?? 0;
  return better === 'higher' ? { of, value, least: from + gain } : { of, value, most: from - gain };
}

function judgeTarget(
  title: string,
  { of, value, least = -Infinity, most = Infinity }: Target,
  measured: Measured,
  confidence: number | undefined,
): ObjectiveResult {
  const show = (number: number): string =>
    of === 'change' ? signedText(number, measured) : of === 'ratio' ? number.toFixed(2) : figureText(number, measured);
  const found = `${show(value)} on ${countOf(measured.samples, 'sample')}`;
  if (confidence === undefined) {
    return { title, state: value >= least && value <= most ? 'met' : 'missed', reading: found };
  }
  const interval = measured.interval(of, confidence);
  if (!interval) return { title, state: 'unsettled', reading: `${found}: too few for an interval` };
  const { low, high } = interval;
  const sure = `${found}, ${percent(confidence)} interval ${show(low)} to ${show(high)}`;
  if (low >= least && high <= most) return { title, state: 'met', reading: sure };
  if (high < least || low > most) return { title, state: 'missed', reading: sure };
  const more = moreToSettle(measured.samples, value, interval, Number.isFinite(least) ? least : most);
  return {
    title,
    state: 'unsettled',
    reading: more === undefined ? sure : `${sure}; needs about ${countOf(more, 'more sample')}`,
  };
}

/**
 * About how many more samples would bring the interval to one side of a limit, were the value to stay: half the width of
 * an interval shrinks with the square root of the number of samples.
 */
function moreToSettle(samples: number, value: number, { low, high }: Interval, limit: number): number | undefined {
  const half = value >= limit ? value - low : high - value;
  return moreSamples(samples, samples * (half / Math.abs(value - limit)) ** 2);
}

function judgeRegression(named: string, measures: Measures, confidence: number | undefined): ObjectiveResult {
  const title = `No regression in ${named}`;
  const { field, value } = named.includes(':') ? sliceOf(named) : { field: named, value: undefined };
  const slices = measures.slices(field, value);
  if (!slices || slices.length === 0) return unknown(title);
  const worse = slices.filter(({ change }) => change < 0);
  const isSure = ({ interval }: SliceComparison): boolean =>
    confidence === undefined || (interval !== undefined && interval.high < 0);
  const describe = (slice: SliceComparison): string =>
    `${slice.value ?? `without ${field}`}: ${slice.broken} broken, ${slice.fixed} fixed`;
  if (worse.length === 0) {
    return { title, state: 'met', reading: `worse in none of ${countOf(slices.length, 'slice')}` };
  }
  const sure = worse.filter(isSure);
  return {
    title,
    state: sure.length > 0 ? 'missed' : 'unsettled',
    reading: `worse in ${(sure.length > 0 ? sure : worse).map(describe).join('; ')}`,
  };
}

function unknown(title: string): ObjectiveResult {
  return { title, state: 'unknown', reading: 'nothing was measured for it' };
}

/** A slice as `field:value`. */
export function sliceOf(text: string): Slice & { readonly value: string } {
  const colon = text.indexOf(':');
  return { field: text.slice(0, colon), value: text.slice(colon + 1) };
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

function percent(confidence: number): string {
  return `${Number((confidence * 100).toFixed(1))} %`;
}
