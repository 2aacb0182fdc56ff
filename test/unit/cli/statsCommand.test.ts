import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { golden, relativeError } from '../core/stats/golden';
import { CommandLine, SMALL } from './support/commandLine';

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.build(SMALL);
});

afterAll(() => line.remove());

const lines = (pairs: readonly object[]): string => pairs.map((pair) => `${JSON.stringify(pair)}\n`).join('');

/** What a test says of pairs that are given on the standard input. */
async function statsOf(args: readonly string[], pairs: readonly object[]): Promise<Record<string, unknown>> {
  const ended = await line.call(['stats', '--pairs', '-', '--json', '--test', ...args], { stdin: lines(pairs) });
  expect(ended).toMatchObject({ status: 0, err: '' });
  return JSON.parse(ended.out) as Record<string, unknown>;
}

function paired<T>(base: readonly T[], tuned: readonly T[]): { base: T; tuned: T | undefined }[] {
  return base.map((value, at) => ({ base: value, tuned: tuned[at] }));
}

/** Right and wrong with so many of either change. */
function rightAndWrong(broken: number, fixed: number): object[] {
  const broke = Array.from({ length: broken }, () => ({ base: true, tuned: false }));
  const mended = Array.from({ length: fixed }, () => ({ base: 0, tuned: 1 }));
  return [...broke, ...mended, { base: true, tuned: true }, { base: false, tuned: false }];
}

describe('tuning-fork stats', () => {
  it('has McNemar’s p of statsmodels', async () => {
    for (const { broken, fixed, exact } of golden.mcNemar
      .filter((each) => each.broken + each.fixed < 500)
      .slice(0, 6)) {
      const found = await statsOf(['mcnemar'], rightAndWrong(broken, fixed));
      expect(found).toMatchObject({ test: 'mcnemar', samples: broken + fixed + 2, broken, fixed, bothRight: 1 });
      expect(found['statistic']).toBe(Math.min(broken, fixed));
      expect(relativeError(Number(found['p']), exact)).toBeLessThan(1e-10);
    }
  });

  it('has Wilcoxon’s statistic and p of SciPy', async () => {
    for (const { base, tuned, statistic, p } of golden.wilcoxon.slice(0, 6)) {
      const found = await statsOf(['wilcoxon'], paired(base, tuned));
      expect(found).toMatchObject({ test: 'wilcoxon', samples: base.length, statistic });
      expect(relativeError(Number(found['p']), p)).toBeLessThan(1e-10);
    }
  });

  it('has the p of SciPy’s permutation test where it looks at every way', async () => {
    const [first] = golden.permutation.filter(({ base }) => base.length <= 13);
    const found = await statsOf(['permutation'], paired(first?.base ?? [], first?.tuned ?? []));
    expect(found).toMatchObject({ method: 'exact', permutations: 2 ** (first?.base.length ?? 0) });
    expect(found['p']).toBeCloseTo(first?.p ?? NaN, 12);
    expect(found['change']).toBeCloseTo(first?.difference ?? NaN, 12);
  });

  it('takes pairs of one cluster as one', async () => {
    const { base, tuned, clusters, p } = golden.clusterPermutation;
    const pairs = paired(base, tuned).map((pair, at) => ({ ...pair, cluster: clusters[at] }));
    const found = await statsOf(['permutation'], pairs);
    expect(found).toMatchObject({ method: 'exact', clusters: new Set(clusters).size });
    expect(found['p']).toBeCloseTo(p, 12);
  });

  it('has the interval of a mean of many, and the same one for the same seed', async () => {
    // The differences are −0.9, −0.89, …, 1.1: their mean is 0.1, their variance 0.0001 × 201 × 202 / 12.
    const pairs = Array.from({ length: 201 }, (_, at) => ({ base: 1, tuned: (at + 10) / 100 }));
    // So many differences have a mean that is as good as normal: 1.645 deviations for 90 %.
    const half = 1.645 * Math.sqrt((0.0001 * 201 * 202) / 12 / 201);
    const args = ['bootstrap', '--confidence', '0.9', '--resamples', '20000'];
    const found = await statsOf([...args, '--seed', '7'], pairs);
    expect(found).toMatchObject({ method: 'bca', resamples: 20_000, seed: 7, confidence: 0.9 });
    expect(found['change']).toBeCloseTo(0.1, 12);
    const interval = found['interval'] as { low: number; high: number };
    expect(Math.abs(interval.low - (0.1 - half))).toBeLessThan(half / 10);
    expect(Math.abs(interval.high - (0.1 + half))).toBeLessThan(half / 10);
    expect(await statsOf([...args, '--seed', '7'], pairs)).toEqual(found);
    expect((await statsOf([...args, '--seed', '8'], pairs))['interval']).not.toEqual(interval);
  });

  it('prints a line for each figure, and says in words what right answers show', async () => {
    const { out } = await line.call(['stats', '--test', 'mcnemar', '--pairs', '-'], {
      stdin: lines(rightAndWrong(0, 12)),
    });
    // Two-sided: 2 / 2¹².
    expect(out).toMatch(/^p +0\.000488281$/m);
    expect(out).toMatch(/^fixed +12$/m);
    expect(out).toMatch(/^reading +tuned is better on right answers: .*p < 0\.001/m);
  });

  it.each([
    ['mcnemar', '{"base": 0.5, "tuned": 1}', 'line 1: “base” must be true or false, or 1 or 0.'],
    ['wilcoxon', '{"base": 1, "tuned": 2}\n{"base": 1}', 'line 2: “tuned” must be a number.'],
    ['bootstrap', '{"base": "1", "tuned": 2}', 'line 1: “base” must be a number.'],
    ['bootstrap', '{"base": 1e999, "tuned": 2}', 'line 1: “base” must be a number.'],
    [
      'wilcoxon',
      '{"base": 1, "tuned": 2, "cluster": "a"}',
      'line 1: wilcoxon takes no clusters: use bootstrap or permutation.',
    ],
  ])('%s refuses %s', async (test, stdin, sentence) => {
    const ended = await line.call(['stats', '--test', test, '--pairs', '-'], { stdin });
    expect(ended).toEqual({ status: 2, out: '', err: `Standard input, ${sentence}\n` });
  });

  it.each([
    [['--pairs', '-'], /^Say which test: --test mcnemar\|wilcoxon\|bootstrap\|permutation\./],
    [['--test', 'student', '--pairs', '-'], /^Say which test/],
    [['--test', 'wilcoxon'], /^Say which file/],
    [['--test', 'wilcoxon', '--pairs', '-'], /^Standard input holds no pairs\./],
  ])('refuses %j', async (args, sentence) => {
    const { status, out, err } = await line.call(['stats', ...args]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(sentence);
  });

  it.each([
    ['--confidence', '1', /^--confidence takes a number, from 0\.5 to 0\.999\./],
    ['--seed', '1.5', /^--seed takes a whole number/],
    ['--resamples', '5', /^--resamples takes a whole number, from 100 to 1000000\./],
  ])('refuses %s %s', async (option, value, sentence) => {
    const args = ['stats', '--test', 'bootstrap', '--pairs', '-', option, value];
    expect((await line.call(args, { stdin: '{"base": 1, "tuned": 2}' })).err).toMatch(sentence);
  });
});
