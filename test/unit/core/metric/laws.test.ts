import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../../src/core/metric/metric';
import { usualMetric } from '../../../../src/core/metric/metricFamily';
import { METRIC_FAMILIES } from '../../../../src/core/metric/registry';
import { tokenF1 } from '../../../../src/core/metric/question/tokenF1';
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
const scoring = METRIC_FAMILIES.map(usualMetric).filter(({ range }) => range[1] !== null);
const byReference = scoring.filter(({ needsReference }) => needsReference);

function scoreOf(metric: Metric, answer: string, ...references: string[]): number {
  return metric.score(scored(answer, ...references)) ?? -1;
}

describe('laws of the metrics', () => {
  it.each(scoring)('$id stays in its range and never throws', (metric) => {
    fc.assert(
      fc.property(text, text, (answer, reference) => {
        const score = metric.score(scored(answer, reference));
        if (score === undefined) return;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each(byReference)('$id scores best what equals the reference', (metric) => {
    fc.assert(
      fc.property(text, text, (reference, answer) => {
        const best = scoreOf(metric, reference, reference);
        // ROUGE-L has no words in some texts, and JSON fields apply to JSON only; all others give 1.
        if (metric.id !== 'rouge-l' && metric.id !== 'json-fields') expect(best).toBe(1);
        expect(scoreOf(metric, answer, reference)).toBeLessThanOrEqual(best);
        expect([-1, 0, 1]).toContain(best);
      }),
    );
  });

  it.each(byReference)('$id never falls when a reference is added', (metric) => {
    fc.assert(
      fc.property(text, fc.array(text), text, (answer, references, added) => {
        const before = scoreOf(metric, answer, ...references);
        expect(scoreOf(metric, answer, ...references, added)).toBeGreaterThanOrEqual(before);
        expect(scoreOf(metric, answer, added, ...references)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('token F1 is symmetric', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(scoreOf(tokenF1, a, b)).toBeCloseTo(scoreOf(tokenF1, b, a), 12);
      }),
    );
  });
});
