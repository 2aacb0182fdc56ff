import { describe, expect, it } from 'vitest';
import { ResultBook } from '../../../../src/core/compare/resultBook';
import type { Metric } from '../../../../src/core/metric/metric';
import { metricsFor, type MetricConfig } from '../../../../src/core/metric/metricPlan';
import { answerTo, failureOf, sampleAt } from './resultFixtures';

function bookOf(config?: MetricConfig): ResultBook<number> {
  const book = new ResultBook<number>(metricsFor(config));
  book.setRows(100, new Set());
  return book;
}

describe('summary', () => {
  it('is of the samples that both models have a score for', () => {
    const book = bookOf();
    const answers: [row: number, base: string | null, tuned: string | null][] = [
      [0, 'yes', 'no'],
      [1, 'no', 'yes'],
      [2, 'no', 'yes'],
      [3, 'yes', null],
    ];
    for (const [row, base, tuned] of answers) {
      const sample = sampleAt(row, ['yes']);
      book.take(sample, base === null ? failureOf(sample, 'base') : answerTo(sample, 'base', base), 0);
      book.take(sample, tuned === null ? failureOf(sample, 'tuned') : answerTo(sample, 'tuned', tuned), 0);
    }
    const single = sampleAt(4, ['yes']);
    book.take(single, answerTo(single, 'base', 'yes'), 0);
    // Rows 0 to 2 are paired: base 1, 0, 0; tuned 0, 1, 1.
    const [exact] = book.summary().metrics;
    expect(exact).toEqual({
      metric: 'exact-match',
      title: 'Exact match',
      better: 'higher',
      digits: 2,
      values: { base: 1 / 3, tuned: 2 / 3 },
      samples: 3,
    });
  });

  it('takes the median of latency and tokens, and of tokens only where both were counted', () => {
    const book = bookOf();
    const times = [
      [100, 10],
      [9000, 30],
      [200, 20],
      [300, 1000],
    ] as const;
    for (const [row, [base, tuned]] of times.entries()) {
      const sample = sampleAt(row, ['yes']);
      const usage = { promptTokens: 1, completionTokens: row + 1 };
      book.take(sample, answerTo(sample, 'base', 'yes', { totalMs: base, usage }), 0);
      book.take(sample, answerTo(sample, 'tuned', 'yes', { totalMs: tuned, ...(row < 3 && { usage }) }), 0);
    }
    const metrics = book.summary().metrics;
    expect(metrics.map(({ metric, values, samples, unit }) => [metric, values, samples, unit])).toEqual([
      ['exact-match', { base: 1, tuned: 1 }, 4, undefined],
      ['f1', { base: 1, tuned: 1 }, 4, undefined],
      // 100 200 300 9000 → 250; 10 20 30 1000 → 25.
      ['latency', { base: 250, tuned: 25 }, 4, 'ms'],
      // 1 2 3 → 2.
      ['tokens', { base: 2, tuned: 2 }, 3, 'tokens'],
    ]);
    expect(book.summary().metrics).toEqual(metrics);
  });

  it('averages F1 over labels where there are few, and not where references are short answers', () => {
    const book = bookOf();
    const take = (row: number, reference: string, tuned: string): void => {
      const sample = sampleAt(row, [reference]);
      book.take(sample, answerTo(sample, 'base', reference), 0);
      book.take(sample, answerTo(sample, 'tuned', tuned), 0);
    };
    const f1 = (): Readonly<Record<string, number>> | undefined =>
      book.summary().metrics.find(({ metric }) => metric === 'f1')?.values;
    take(0, 'yes', 'yes');
    take(1, 'yes', 'no');
    take(2, 'no', 'no');
    // Each label is once rightly named: F1 of both is 2 · 1 ÷ (2 + 1).
    expect(f1()?.['base']).toBe(1);
    expect(f1()?.['tuned']).toBeCloseTo(2 / 3, 12);
    for (let row = 3; row < 60; row++) take(row, String(row), '3');
    expect(f1()).toBeUndefined();
  });

  it('names what a guessed metric was computed on, when there are other samples too', () => {
    const book = bookOf();
    const references = ['yes', '{"a":1}', 'The tenant pays the rent.'];
    const take = (row: number): void => {
      const sample = sampleAt(row, references.slice(row, row + 1));
      for (const role of ['base', 'tuned']) book.take(sample, answerTo(sample, role, references[row] ?? ''), 0);
    };
    take(0);
    const failed = sampleAt(3, ['{"a":1}']);
    for (const role of ['base', 'tuned']) book.take(failed, failureOf(failed, role), 0);
    expect(book.summary().metrics.map(({ scope }) => scope)).toEqual([undefined, undefined, undefined]);
    take(1);
    take(2);
    expect(book.summary().metrics.map(({ metric, scope, samples }) => [metric, scope, samples])).toEqual([
      ['exact-match', 'labels', 1],
      ['f1', 'labels', 1],
      ['token-f1', 'prose', 1],
      ['rouge-l', 'prose', 1],
      ['json-valid', 'JSON', 1],
      ['json-fields', 'JSON', 1],
      ['latency', undefined, 3],
    ]);
    expect(book.summary().guessed).toBe(true);
  });

  it('keeps the order of the configuration, and says which of its metrics do not exist', () => {
    const book = bookOf({ metrics: ['token-f1', 'blue', 'exact-match'] });
    const sample = sampleAt(0, ['yes sir']);
    book.take(sample, answerTo(sample, 'base', 'yes'), 0);
    book.take(sample, answerTo(sample, 'tuned', 'yes sir'), 0);
    const { metrics, guessed, unknownMetrics } = book.summary();
    expect(metrics.map(({ metric }) => metric)).toEqual(['token-f1', 'exact-match', 'latency']);
    expect(metrics[0]?.values['base']).toBeCloseTo(2 / 3, 12);
    expect([guessed, unknownMetrics]).toEqual([false, ['blue']]);
  });
});

describe('summary of a metric with a figure of its own', () => {
  const plan = metricsFor({ metrics: ['exact-match'] });
  /** Words of the answers ÷ words of the references. */
  const words: Metric = {
    id: 'words',
    title: 'Words',
    range: [0, null],
    better: 'lower',
    follows: 'nothing',
    needsReference: true,
    digits: 2,
    score: ({ completion }) => completion.text.split(' ').length,
    corpus: {
      kind: 'sum',
      width: 2,
      statistics: ({ completion, references: [reference = ''] }) => [
        completion.text.split(' ').length,
        reference.split(' ').length,
      ],
      figure: ([answer = 0, reference = 0]) => answer / reference,
    },
  };
  const list = { metrics: [words], decider: -1 };

  it('is that figure, of the newest answers', () => {
    const book = new ResultBook<number>({ ...plan, metrics: [words], lists: [list], forReferences: () => list });
    book.setRows(100, new Set());
    const long = sampleAt(0, ['a b c d e f']);
    const short = sampleAt(1, ['a b']);
    const alone = sampleAt(2, ['a']);
    for (const sample of [long, short]) book.take(sample, answerTo(sample, 'base', 'x x'), 0);
    for (const sample of [long, short, alone]) book.take(sample, answerTo(sample, 'tuned', 'x x x x'), 0);
    const later = { finished: '2026-11-23T11:00:00.000Z' };
    book.take(short, answerTo(short, 'tuned', 'x x', later), 0);
    // Base: (2 + 2) ÷ (6 + 2). Tuned: (4 + 2) ÷ (6 + 2). The third sample has no answer of the base model.
    expect(book.summary().metrics[0]).toMatchObject({ values: { base: 0.5, tuned: 0.75 }, samples: 2 });
  });
});
