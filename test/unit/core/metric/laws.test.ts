import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusFigure, countsIn, scoreAll } from '../../../../src/core/metric/corpusFigure';
import type { Metric } from '../../../../src/core/metric/metric';
import { usualMetric } from '../../../../src/core/metric/metricFamily';
import { METRIC_FAMILIES } from '../../../../src/core/metric/registry';
import { scored } from './scored';

/** Texts in which words meet: few words, odd white space, other scripts, brackets. */
const text = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        'the',
        'a',
        'Rent',
        'rent',
        'due.',
        '赔偿',
        '👍',
        '{"a":1}',
        '[1]',
        '\u0085',
        '\ufeff',
        '\n',
        '...',
      ),
    )
    .map((words) => words.join(' ')),
  fc.string({ unit: 'binary' }),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);
const METRICS = METRIC_FAMILIES.map(usualMetric);
const byReference = METRICS.filter(({ needsReference }) => needsReference);
/** A text is no answer to itself: as a pattern it may not be found in itself, as a list it is no id, and so on. */
const NO_IDENTITY = new Set(['regex', 'mrr', 'map', 'ndcg', 'hit', 'recall-at', 'meteor', 'length-ratio']);
/** References say together what is relevant, or how long an answer is to be, so another one changes what is asked for. */
const TOGETHER = new Set(['mrr', 'map', 'ndcg', 'hit', 'recall-at', 'bleu']);
/** Where a text has too little to score, even the reference itself has the worst score. */
const MAY_BE_WORST = new Set(['rouge-1', 'rouge-2', 'rouge-l', 'rouge-lsum', 'bleu', 'chrf', 'chrf++', 'gleu']);

function scoreOf(metric: Metric, answer: string, ...references: string[]): number {
  return metric.score(scored(answer, ...references)) ?? -1;
}

/** What the last bits of logarithms may add, in the reference implementations as well. */
const ROUNDING = 1e-9;

function expectInRange({ range: [low, high] }: Metric, figure: number | undefined): void {
  if (figure === undefined) return;
  expect(figure).toBeGreaterThanOrEqual(low ?? -Infinity);
  expect(figure).toBeLessThanOrEqual((high ?? Infinity) + ROUNDING);
}

describe('laws of the metrics', () => {
  it.each(METRICS)('$id stays in its range and never throws', (metric) => {
    fc.assert(
      fc.property(text, text, (answer, reference) => {
        expectInRange(metric, metric.score(scored(answer, reference)));
      }),
    );
  });

  it.each(METRICS)('$id has a figure of any answers in its range, and none of no answers', (metric) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.array(text, { maxLength: 2 }))), (answers) => {
        const all = answers.map(([answer, references]) => scored(answer, ...references));
        const set = scoreAll(metric, all);
        const chosen = Array.from(all.keys()).filter((at) => countsIn(metric, set, at));
        expectInRange(metric, corpusFigure(metric, set, chosen));
        expect(corpusFigure(metric, set, [])).toBeUndefined();
      }),
    );
  });

  it.each(byReference.filter(({ id }) => !NO_IDENTITY.has(id)))(
    '$id scores best what equals the reference',
    (metric) => {
      const [best, worst] = metric.better === 'higher' ? [metric.range[1], metric.range[0]] : metric.range;
      fc.assert(
        fc.property(text, text, (reference, answer) => {
          const itself = metric.score(scored(reference, reference));
          const other = metric.score(scored(answer, reference));
          const expected = MAY_BE_WORST.has(metric.id) ? [best, worst, undefined] : [best, undefined];
          expect(expected).toContain(itself && Number(itself.toFixed(9)));
          if (itself === undefined || other === undefined) return;
          if (metric.better === 'higher') expect(other).toBeLessThanOrEqual(itself + ROUNDING);
          else expect(other).toBeGreaterThanOrEqual(itself - ROUNDING);
        }),
      );
    },
  );

  const best = byReference.filter(({ id, better }) => better === 'higher' && !TOGETHER.has(id));
  it.each(best)('$id never falls when a reference is added', (metric) => {
    fc.assert(
      fc.property(text, fc.array(text), text, (answer, references, added) => {
        const before = scoreOf(metric, answer, ...references);
        expect(scoreOf(metric, answer, ...references, added)).toBeGreaterThanOrEqual(before);
        expect(scoreOf(metric, answer, added, ...references)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  const SYMMETRIC = new Set(['token-f1', 'rouge-1', 'rouge-2', 'rouge-l', 'gleu', 'levenshtein']);
  it.each(METRICS.filter(({ id }) => SYMMETRIC.has(id)))('$id is symmetric', (metric) => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(scoreOf(metric, a, b)).toBeCloseTo(scoreOf(metric, b, a), 12);
      }),
    );
  });
});
