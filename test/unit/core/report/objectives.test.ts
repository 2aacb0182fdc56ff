import { describe, expect, it } from 'vitest';
import { configSchema, type Objective } from '../../../../src/core/config/config';
import { judgeObjective, type Measured, type Measures } from '../../../../src/core/report/objectives';
import type { SliceComparison } from '../../../../src/core/report/report';
import { compareRight } from '../../../../src/core/report/rightComparison';
import * as v from 'valibot';

function objective(written: object): Objective {
  const [read] = v.parse(configSchema, { objectives: [written] }).objectives;
  if (!read) throw new Error('no objective');
  return read;
}

const exact: Measured = {
  title: 'Exact match',
  better: 'higher',
  digits: 2,
  samples: 100,
  base: 0.8,
  tuned: 0.85,
  interval: (of) =>
    ({ base: { low: 0.72, high: 0.87 }, tuned: { low: 0.77, high: 0.91 }, change: { low: -0.02, high: 0.12 } })[
      of as 'base'
    ],
};
const latency: Measured = { ...exact, title: 'Latency', better: 'lower', digits: 0, unit: 'ms', base: 400, tuned: 500 };

function slice(value: string, broken: number, fixed: number): SliceComparison {
  const figures = compareRight({ broken, fixed, bothRight: 10, bothWrong: 5 }, 0.95);
  return { value, ...figures, reading: '' };
}

const measures: Measures = {
  measured: (metric) =>
    metric === undefined || metric === 'exact-match' ? exact : metric === 'latency' ? latency : undefined,
  slices: (field, value) =>
    field === 'task'
      ? [slice('key-terms', 19, 2), slice('summary', 2, 1), slice('clause', 0, 4)].filter(
          (candidate) => value === undefined || candidate.value === value,
        )
      : undefined,
};

function judged(written: object): string[] {
  return judgeObjective(objective(written), measures).map(
    ({ title, state, reading }) => `${title}: ${state}. ${reading}`,
  );
}

describe('an objective', () => {
  it('is met or missed by the figure alone where no confidence is asked for', () => {
    expect(judged({ metric: 'exact-match', atLeast: 0.85 })).toEqual([
      'Exact match of tuned at least 0.85: met. 0.85 on 100 samples',
    ]);
    expect(judged({ metric: 'exact-match', model: 'base', atLeast: 0.85 })).toEqual([
      'Exact match of base at least 0.85: missed. 0.80 on 100 samples',
    ]);
    expect(judged({ metric: 'latency', atMost: 450 })).toEqual([
      'Latency of tuned at most 450 ms: missed. 500 ms on 100 samples',
    ]);
  });

  it('is settled by the whole interval where confidence is asked for, and says what would settle it', () => {
    expect(judged({ atLeast: 0.7, confidence: 0.95 })).toEqual([
      'Exact match of tuned at least 0.70: met. 0.85 on 100 samples, 95 % interval 0.77 to 0.91',
    ]);
    expect(judged({ atLeast: 0.95, confidence: 0.95 })[0]).toMatch(/: missed\. /);
    // The lower end is 0.08 below the figure, the limit 0.05: (0.08 ÷ 0.05)² × 100 = 256 samples, 156 more, or 160.
    expect(judged({ atLeast: 0.8, confidence: 0.95 })).toEqual([
      'Exact match of tuned at least 0.80: unsettled. 0.85 on 100 samples, 95 % interval 0.77 to 0.91; needs about 160 more samples',
    ]);
  });

  it('asks for a gain in the metric’s own direction, over base or over a baseline', () => {
    expect(judged({ metric: 'exact-match', gain: 0.04 })).toEqual([
      'Exact match better than base by at least 0.04: met. +0.05 on 100 samples',
    ]);
    expect(judged({ metric: 'exact-match', gain: 0, confidence: 0.95 })[0]).toMatch(
      /: unsettled\. \+0\.05 .* −0\.02 to \+0\.12/,
    );
    expect(judged({ metric: 'latency', gain: 0 })[0]).toMatch(/: missed\. \+100 ms/);
    expect(judged({ metric: 'exact-match', gain: 0.02, baseline: 0.84 })).toEqual([
      'Exact match better than the baseline 0.84 by at least 0.02: missed. 0.85 on 100 samples',
    ]);
  });

  it('holds one model against the other by a ratio', () => {
    expect(judged({ metric: 'latency', ratioAtMost: 1.3 })).toEqual([
      'Latency of tuned at most 1.3 × that of base: met. 1.25 on 100 samples',
    ]);
  });

  it('lets no slice get worse', () => {
    expect(judged({ noRegressionIn: ['task', 'task:clause', 'source'] })).toEqual([
      'No regression in task: missed. worse in key-terms: 19 broken, 2 fixed; summary: 2 broken, 1 fixed',
      'No regression in task:clause: met. worse in none of 1 slice',
      'No regression in source: unknown. nothing was measured for it',
    ]);
    expect(judged({ noRegressionIn: ['task'], confidence: 0.95 })).toEqual([
      'No regression in task: missed. worse in key-terms: 19 broken, 2 fixed',
    ]);
    expect(judged({ noRegressionIn: ['task:summary'], confidence: 0.95 })).toEqual([
      'No regression in task:summary: unsettled. worse in summary: 2 broken, 1 fixed',
    ]);
  });

  it('is unknown where nothing was measured', () => {
    expect(judged({ metric: 'bleu', atLeast: 30 })).toEqual([
      'bleu of tuned at least 30: unknown. nothing was measured for it',
    ]);
  });

  it('has to ask for something', () => {
    expect(v.safeParse(configSchema, { objectives: [{ metric: 'bleu' }] }).success).toBe(false);
  });
});
