import { signedText, type FigureStyle } from '../report/figureText';
import { CONFIDENCE, type Interval } from './interval';
import { ALPHA } from './power';

/** Two models compared by one metric. */
export interface Finding {
  /** Of the metric, as it stands within a sentence: `exact match`. */
  readonly name: string;
  readonly better: 'higher' | 'lower';
  /** Pairs of answers. */
  readonly samples: number;
  /** tuned − base. */
  readonly change: number;
  /** Absent where there are too few samples. */
  readonly interval?: Interval;
  /** Two-sided; adjusted where it is one of several tests. Absent where nothing was tested. */
  readonly p?: number;
  /** Tests among which p was adjusted by Holm's method. */
  readonly tests?: number;
  /** How the change is written; `points` for shares from 0 to 1. */
  readonly style: 'points' | FigureStyle;
  readonly outcomes?: { readonly broken: number; readonly fixed: number };
  /** About so many more samples would settle it; see `moreSamples`. */
  readonly more?: number;
  /** Of the interval; a claim needs p below what it leaves. */
  readonly confidence?: number;
}

/**
 * What may be said. `better` and `worse` (of tuned): the test and the interval both show it. `unsettled`: there are too few
 * samples. `no-difference`: none is shown, which is not the same as that there is none.
 */
export type ReadingVerdict = 'better' | 'worse' | 'unsettled' | 'no-difference';

/** A finding in one sentence, without a capital and a full stop. */
export interface Reading {
  readonly verdict: ReadingVerdict;
  readonly sentence: string;
}

/** Were more than so many times the samples needed, the difference is too small to be spoken of as about to be shown. */
const MOST_TIMES_MORE = 9;

/** What a finding shows, and no more. */
export function readingOf(finding: Finding): Reading {
  const { name, samples, change, more } = finding;
  if (samples === 0) return { verdict: 'unsettled', sentence: `nothing to compare on ${name}` };
  const { byTest, byInterval } = shown(finding);
  if (byTest && byInterval) {
    const verdict = change > 0 === (finding.better === 'higher') ? 'better' : 'worse';
    return { verdict, sentence: `tuned is ${verdict} on ${name}: ${figures(finding)}` };
  }
  const pairs = countOf(samples, 'pair');
  const settles =
    more === undefined ? '' : `; about ${more.toLocaleString('en')} more would settle it if the change stays`;
  if (byTest !== byInterval && finding.interval && finding.p !== undefined) {
    const sentence = `not settled on ${name}: ${figures(finding)} (the test and the interval disagree; ${pairs}${settles})`;
    return { verdict: 'unsettled', sentence };
  }
  if (!finding.interval || (more !== undefined && more <= MOST_TIMES_MORE * samples)) {
    return {
      verdict: 'unsettled',
      sentence: `too few samples to say on ${name}: ${figures(finding)} (${pairs}${settles})`,
    };
  }
  return { verdict: 'no-difference', sentence: `no difference is shown on ${name}: ${figures(finding)} (${pairs})` };
}

/** Whether the test shows a change, and whether the interval does. A change is spoken of as shown only where both do. */
export function shown({ interval, p, confidence = CONFIDENCE }: Pick<Finding, 'interval' | 'p' | 'confidence'>): {
  readonly byTest: boolean;
  readonly byInterval: boolean;
} {
  return {
    byTest: p === undefined || p < levelOf(confidence),
    byInterval: interval !== undefined && (interval.low > 0 || interval.high < 0),
  };
}

/** What a confidence leaves; in doubles 1 − 0.95 is a little more than 0.05. */
function levelOf(confidence: number): number {
  return Number((1 - confidence).toPrecision(12));
}

function figures(finding: Finding): string {
  const { change, interval, p, tests = 1, outcomes, confidence = CONFIDENCE } = finding;
  const { write, unit } = writer(finding);
  const parts = [`${write(change)}${unit}`];
  if (interval) {
    parts.push(`${Number((confidence * 100).toFixed(1))} % interval ${write(interval.low)} to ${write(interval.high)}`);
  }
  if (p !== undefined) parts.push(pText(p, levelOf(confidence)) + (tests > 1 ? ` (Holm, ${tests} tests)` : ''));
  const counts = outcomes ? `; ${outcomes.broken} broken, ${outcomes.fixed} fixed` : '';
  return parts.join(', ') + counts;
}

/** Digits enough that no end of the interval is written as 0 that is not. */
function writer({ style, interval }: Finding): { write: (value: number) => string; unit: string } {
  const { digits, unit }: { digits: number; unit?: string } =
    style === 'points' ? { digits: 1, unit: 'points' } : style;
  const scale = style === 'points' ? 100 : 1;
  const ends = interval ? [interval.low, interval.high] : [];
  const vanishes = (places: number): boolean =>
    ends.some((end) => end !== 0 && Number((end * scale).toFixed(places)) === 0);
  let places = digits;
  while (places < digits + 3 && vanishes(places)) places++;
  return {
    write: (value) => signedText(value * scale, { digits: places }),
    unit: unit === undefined ? '' : ` ${unit}`,
  };
}

/** A p-value as people read it: `p = 0.004`, `p < 0.001`. Never rounded to the level that it is held against, or over it. */
export function pText(p: number, alpha = ALPHA): string {
  if (p < 0.001) return 'p < 0.001';
  if (p > 0.99) return p < 1 ? 'p > 0.99' : 'p = 1';
  const rounded = p.toFixed(p < 0.1 ? 3 : 2);
  if (p < alpha && Number(rounded) >= alpha) return `p < ${alpha}`;
  return p >= alpha && Number(rounded) <= alpha && p !== alpha ? `p > ${alpha}` : `p = ${rounded}`;
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
