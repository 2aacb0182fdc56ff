/** Figures of a report in words. */
import { shown } from '../../stats/readings';
import { figureText, signedText } from '../figureText';
import type { Comparison, MetricComparison, ReportSettings } from '../report';

/** What stands where nothing was measured. */
export const NONE = '–';

/** A count: `12,345`. */
export function countText(count: number): string {
  return figureText(count, { digits: 0 });
}

/** A count with its noun: `1 sample`, `12 samples`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** A share from 0 to 1: `71.2 %`. */
export function percentText(share: number, digits = 1): string {
  return Number.isFinite(share) ? `${figureText(share * 100, { digits })} %` : NONE;
}

/** A difference of two shares: `+12.9 points`. */
export function pointsText(change: number): string {
  return Number.isFinite(change) ? `${signedText(change * 100, { digits: 1 })} points` : NONE;
}

/** A probability of a test: `0.004`, `< 0.001`. */
export function probabilityText(p: number | undefined): string {
  if (p === undefined || Number.isNaN(p)) return NONE;
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** How sure intervals are: `95 %`. */
export function confidenceText({ confidence }: ReportSettings): string {
  return `${Number((confidence * 100).toFixed(1))} %`;
}

/** How the figures of a comparison are written. */
export interface Writing {
  readonly figure: (value: number) => string;
  readonly change: (value: number) => string;
  /** A change without its unit, where one with it follows. */
  readonly bareChange: (value: number) => string;
}

/** Of shares from 0 to 1. */
export const SHARES: Writing = {
  figure: (share) => percentText(share),
  change: pointsText,
  bareChange: (change) => signedText(change * 100, { digits: 1 }),
};

/** Of a metric's own figures. */
export function writingOf(metric: Pick<MetricComparison, 'digits' | 'unit'>): Writing {
  const orNone = (text: (value: number) => string) => (value: number) => (Number.isFinite(value) ? text(value) : NONE);
  return {
    figure: orNone((value) => figureText(value, metric)),
    change: orNone((value) => signedText(value, metric)),
    bareChange: orNone((value) => signedText(value, { digits: metric.digits })),
  };
}

/** The interval of a change: `+4.1 to +20.8 points`. */
export function intervalText({ interval }: Comparison, { change, bareChange }: Writing): string {
  return interval ? `${bareChange(interval.low)} to ${change(interval.high)}` : NONE;
}

/** Whether a change is shown to be for the better or the worse; `same` where chance can explain it. */
export type Tone = 'better' | 'worse' | 'same';

/** What a change shows, as the sentence about it says: where its test, adjusted for several, and its interval both do. */
export function toneOf(comparison: Comparison, better: 'higher' | 'lower', { confidence }: ReportSettings): Tone {
  const { change, interval } = comparison;
  const p = decidingProbability(comparison);
  const { byTest, byInterval } = shown({ ...(interval && { interval }), ...(p !== undefined && { p }), confidence });
  if (!byTest || !byInterval || change === 0) return 'same';
  return change > 0 === (better === 'higher') ? 'better' : 'worse';
}

/** The probability that decides whether a comparison shows anything: adjusted for several tests where it was. */
export function decidingProbability({ p, adjusted }: Comparison): number | undefined {
  return adjusted ?? p;
}

/** How the column of {@link decidingProbability} is called. */
export function probabilityTitle(comparisons: readonly Comparison[]): string {
  return comparisons.some(({ adjusted }) => adjusted !== undefined) ? 'p (Holm)' : 'p';
}
