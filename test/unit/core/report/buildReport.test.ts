import { describe, expect, it } from 'vitest';
import { ResultBook } from '../../../../src/core/compare/resultBook';
import { metricsFor } from '../../../../src/core/metric/metricPlan';
import { buildReport, type ReportSources } from '../../../../src/core/report/buildReport';
import type { Report } from '../../../../src/core/report/report';
import { answerTo, failureOf, sampleAt } from '../compare/resultFixtures';

const model = {
  endpoint: 'http://127.0.0.1:1/v1',
  api: 'chat',
  parameters: { temperature: 0 },
  runs: ['r'],
  failed: 0,
} as const;

/** Samples by what the two models answer to a reference `yes`, with a task. */
type Answered = readonly [base: string, tuned: string, task: string];

function times(count: number, answered: Answered): Answered[] {
  return new Array<Answered>(count).fill(answered);
}

async function reportOn(answered: readonly Answered[], sources: Partial<ReportSources> = {}): Promise<Report> {
  const book = new ResultBook<number>(metricsFor({ metrics: ['exact-match', 'token-f1'] }));
  book.setRows(answered.length, new Set());
  for (const [row, [base, tuned]] of answered.entries()) {
    const sample = sampleAt(row, ['yes']);
    book.take(sample, base === '' ? failureOf(sample, 'base') : answerTo(sample, 'base', base), 0);
    book.take(sample, answerTo(sample, 'tuned', tuned, { totalMs: 200 }), 0);
  }
  return buildReport(
    {
      dataset: { path: 'eval.jsonl', sha256: 'ab', samples: answered.length },
      models: { base: { ...model, model: 'a' }, tuned: { ...model, model: 'b' } },
      book,
      metadataOf: (row) => ({ task: answered[row]?.[2] ?? '', length: row }),
      notes: [],
      categories: [],
      objectives: [],
      otherDataset: false,
      settings: { seed: 1, resamples: 2000, confidence: 0.95 },
      ...sources,
    },
    () => Promise.resolve(),
  );
}

/** Broken 5, fixed 12, both right 50, both wrong 33. */
const HUNDRED = [
  ...times(5, ['yes', 'no', 'terms']),
  ...times(12, ['no', 'yes', 'clause']),
  ...times(50, ['yes', 'yes', 'clause']),
  ...times(33, ['no', 'no', 'terms']),
];

describe('a report', () => {
  it('counts right answers and holds them against chance', async () => {
    const { right, outcomes, dataset } = await reportOn(HUNDRED);
    expect(dataset.compared).toBe(100);
    expect(outcomes).toMatchObject({ broken: 5, fixed: 12, 'both-right': 50, 'both-wrong': 33 });
    expect(right).toMatchObject({
      samples: 100,
      base: 0.55,
      tuned: 0.62,
      broken: 5,
      fixed: 12,
      test: 'McNemar, exact',
    });
    expect(right?.change).toBeCloseTo(0.07, 12);
    // statsmodels 0.15.0: mcnemar([[50, 12], [5, 33]], exact=True).pvalue
    expect(right?.p).toBeCloseTo(0.143463134765625, 12);
  });

  it('compares each metric, by McNemar where it is right or wrong and by resampling where it is graded', async () => {
    const { metrics, deciding } = await reportOn([...HUNDRED, ...times(4, ['yes no', 'yes yes no', 'clause'])]);
    expect(deciding).toBe('exact-match');
    expect(metrics.map(({ metric, test }) => [metric, test])).toEqual([
      ['exact-match', 'McNemar, exact'],
      ['token-f1', 'paired permutation, 1,999 draws'],
      ['latency', 'paired permutation, 1,999 draws'],
    ]);
    const [exact, f1, latency] = metrics;
    expect(exact).toMatchObject({ samples: 104, base: 55 / 104, tuned: 62 / 104 });
    // F1 of “yes no” against “yes” is 2 · (1/2 · 1) ÷ (1/2 + 1) = 2/3, of “yes yes no” 2 · (1/3 · 1) ÷ (1/3 + 1) = 1/2.
    expect(f1?.base).toBeCloseTo((55 + (4 * 2) / 3) / 104, 12);
    expect(f1?.tuned).toBeCloseTo((62 + 4 / 2) / 104, 12);
    expect(f1?.intervalBy).toBe('paired bootstrap, BCa, 2,000 resamples');
    // Holm over the two that are qualities: twice the lower, once the higher.
    const [low, high] = [exact, f1].sort((a, b) => (a?.p ?? 0) - (b?.p ?? 0));
    expect(low?.adjusted).toBeCloseTo(Math.min(1, 2 * (low?.p ?? NaN)), 12);
    expect(high?.adjusted).toBeCloseTo(Math.max(low?.adjusted ?? NaN, high?.p ?? NaN), 12);
    expect(latency).toMatchObject({ base: 100, tuned: 200, change: 100 });
    expect(latency).not.toHaveProperty('adjusted');
  });

  it('is the same twice, and other with another seed', async () => {
    // Answers of many lengths, so that no two resamples are alike by chance.
    const graded = Array.from({ length: 40 }, (_, row): Answered => {
      const longer = (words: number): string => `yes${' no'.repeat(words)}`;
      return [longer(row % 7), longer((row * 5) % 11), 'clause'];
    });
    const report = await reportOn(graded);
    expect(await reportOn(graded)).toEqual(report);
    const settings = { seed: 2, resamples: 2000, confidence: 0.95 };
    expect((await reportOn(graded, { settings })).metrics[1]?.interval).not.toEqual(report.metrics[1]?.interval);
  });

  it('cuts the samples by fields with few values, what got worse first', async () => {
    const { fields } = await reportOn(HUNDRED);
    // “length” differs on every sample and cuts nothing.
    expect(fields.map(({ field }) => field)).toEqual(['task']);
    expect(fields[0]?.slices.map(({ value, samples, broken, fixed }) => [value, samples, broken, fixed])).toEqual([
      ['terms', 38, 5, 0],
      ['clause', 62, 0, 12],
    ]);
    // 2 · (1/2)⁵ and 2 · (1/2)¹², each adjusted among two.
    expect(fields[0]?.slices.map(({ p }) => p)).toEqual([expect.closeTo(2 / 32, 12), expect.closeTo(2 / 4096, 12)]);
    expect(fields[0]?.slices.map(({ adjusted }) => adjusted)).toEqual([
      expect.closeTo(2 / 32, 12),
      expect.closeTo(4 / 4096, 12),
    ]);
  });

  it('says in one sentence what is shown, and where it is worse all the same', async () => {
    const { verdict } = await reportOn([
      ...times(9, ['yes', 'no', 'terms']),
      ...times(40, ['no', 'yes', 'clause']),
      ...times(60, ['yes', 'yes', 'clause']),
    ]);
    expect(verdict).toMatch(
      /^Tuned is better on right answers: \+28\.4 points, 95 % interval .*, p < 0\.001; 9 broken, 40 fixed; on terms it is worse: 9 broken, 0 fixed\.$/,
    );
    expect((await reportOn([])).verdict).toBe('No sample was answered by both models yet.');
  });

  it('draws samples of one source together where the dataset says so', async () => {
    // All changes are of one source: of two sources, chance does the same every second time.
    const settings = { seed: 1, resamples: 2000, confidence: 0.95, cluster: 'task' };
    const { right } = await reportOn([...times(12, ['no', 'yes', 'a']), ...times(12, ['yes', 'yes', 'b'])], {
      settings,
    });
    expect(right).toMatchObject({ p: 1, test: 'paired permutation of clusters, exact' });
  });

  it('counts what reviewers saw, paired', async () => {
    const seen = (base: string[], tuned: string[], sample: string) => ({ sample, base, tuned });
    const { categories } = await reportOn(HUNDRED, {
      notes: [
        seen(['vague'], [], 'a'),
        seen(['vague'], ['wrong-clause'], 'b'),
        seen(['vague'], ['vague'], 'c'),
        seen([], [], 'd'),
      ],
      categories: [{ id: 'vague', title: 'Vague', definition: '' }],
    });
    expect(categories.map(({ title, counts, samples, p }) => [title, counts, samples, p])).toEqual([
      // Two only in base's: 2 · (1/2)².
      ['Vague', { base: 3, tuned: 1 }, 4, expect.closeTo(0.5, 12)],
      ['wrong-clause', { base: 0, tuned: 1 }, 4, expect.closeTo(1, 12)],
    ]);
  });

  it('warns of what is not comparable', async () => {
    const same = await reportOn(times(40, ['yes', 'yes', 'a']), {
      models: {
        base: { ...model, model: 'a' },
        tuned: { ...model, model: 'b', parameters: { temperature: 1 } },
      },
      otherDataset: true,
    });
    expect(same.warnings.map(({ id }) => id)).toEqual(['identical-outputs', 'other-parameters', 'other-dataset']);
    expect(same.warnings[1]?.message).toBe('The models were not asked in the same way: they differ in temperature.');
    const failed = await reportOn([...times(3, ['', 'yes', 'a']), ...times(4, ['yes', 'no', 'a'])]);
    expect(failed.warnings.map(({ id }) => id)).toEqual(['failures', 'few-samples']);
    const models = { base: { ...model, model: 'a' }, tuned: { ...model, model: 'a' } };
    expect((await reportOn(times(40, ['yes', 'no', 'a']), { models })).warnings.map(({ id }) => id)).toEqual([
      'same-model',
    ]);
  });
});
