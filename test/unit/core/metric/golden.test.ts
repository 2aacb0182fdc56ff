import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exactMatch } from '../../../../src/core/metric/question/exactMatch';
import type { Metric } from '../../../../src/core/metric/metric';
import { normalizedExactMatch } from '../../../../src/core/metric/question/normalizedExactMatch';
import { readMetric } from '../../../../src/core/metric/metricSpec';
import { pythonSplit } from '../../../../src/core/metric/pythonText';
import { tokenF1 } from '../../../../src/core/metric/question/tokenF1';
import { scored } from './scored';

interface GoldenCase {
  readonly answer: string;
  readonly references: readonly string[];
  readonly exactMatch: number;
  readonly normalizedExactMatch: number;
  readonly tokenF1: number;
  readonly rougeL: number;
  readonly split: readonly string[] | null;
}

const golden = JSON.parse(readFileSync(new URL('../../golden/text-metrics.json', import.meta.url), 'utf8')) as {
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly GoldenCase[];
};

/** Cases whose score is further than 1e-9 from the reference implementation's. */
function differing(metric: Metric, expected: (wanted: GoldenCase) => number): unknown[] {
  return golden.cases.flatMap((wanted) => {
    const score = metric.score(scored(wanted.answer, ...wanted.references));
    const near = score !== undefined && Math.abs(score - expected(wanted)) <= 1e-9;
    return near ? [] : [{ answer: wanted.answer, references: wanted.references, score, expected: expected(wanted) }];
  });
}

describe('metrics against their reference implementations', () => {
  it('has the golden cases and knows what made them', () => {
    expect(golden.cases.length).toBeGreaterThan(80);
    expect(golden.versions.squad).toMatch(/evaluate-v2\.0/);
    expect(golden.versions.rouge).toMatch(/rouge-score 0\.1\.2/);
  });

  it('scores exact match as Python compares stripped texts', () => {
    expect(differing(exactMatch, (wanted) => wanted.exactMatch)).toEqual([]);
  });

  it('scores normalized exact match as the SQuAD script', () => {
    expect(differing(normalizedExactMatch, (wanted) => wanted.normalizedExactMatch)).toEqual([]);
  });

  it('scores token F1 as the SQuAD script', () => {
    expect(differing(tokenF1, (wanted) => wanted.tokenF1)).toEqual([]);
  });

  it('scores ROUGE-L as rouge_score', () => {
    expect(differing(readMetric('rouge-l'), (wanted) => wanted.rougeL)).toEqual([]);
  });

  it('splits words as Python', () => {
    for (const { answer, split } of golden.cases) {
      if (split) expect(pythonSplit(answer)).toEqual(split);
    }
  });
});
