import { normalQuantile } from '../stats/normal';
import { moreSamples, samplesForMeans } from '../stats/power';
import { readingOf, type Reading } from '../stats/readings';
import type { MetricComparison, RightComparison } from './report';

/** What a metric shows. @param tests metrics among which its p is adjusted */
export function readMetric(comparison: Omit<MetricComparison, 'reading'>, tests: number, confidence: number): Reading {
  const { title, better, digits, unit, range, samples, change, interval, p, adjusted } = comparison;
  const isShare = unit === undefined && range[0] === 0 && range[1] === 1;
  // The deviation that an interval of this width speaks of.
  const deviation =
    interval && ((interval.high - interval.low) / 2 / -normalQuantile((1 - confidence) / 2)) * Math.sqrt(samples);
  const more = deviation === undefined ? undefined : moreSamples(samples, samplesForMeans(deviation, change));
  return readingOf({
    name: inSentence(title),
    better,
    samples,
    change,
    ...(interval && { interval }),
    ...(p !== undefined && { p: adjusted ?? p, tests }),
    style: isShare ? 'points' : { digits, ...(unit !== undefined && { unit }) },
    ...(more !== undefined && { more }),
    confidence,
  });
}

/** What right and wrong answers show. @param tests slices among which their p is adjusted */
export function readRight(comparison: Omit<RightComparison, 'reading'>, tests: number, confidence: number): Reading {
  const { samples, change, interval, p, adjusted, broken, fixed, moreSamples: more } = comparison;
  return readingOf({
    name: 'right answers',
    better: 'higher',
    samples,
    change,
    ...(interval && { interval }),
    ...(p !== undefined && { p: adjusted ?? p, tests }),
    style: 'points',
    outcomes: { broken, fixed },
    ...(more !== undefined && { more }),
    confidence,
  });
}

/** A title as it stands within a sentence: `Exact match` → `exact match`, `BLEU` and `F1` stay. */
function inSentence(title: string): string {
  return /^\p{Lu}(?=\p{Ll}|\s)/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
