import { describe, expect, it } from 'vitest';
import { METRIC_ALIASES } from '../../../../src/core/metric/aliases';
import { usualMetric } from '../../../../src/core/metric/metricFamily';
import { readMetric } from '../../../../src/core/metric/metricSpec';
import { METRIC_FAMILIES } from '../../../../src/core/metric/registry';
import { scored } from './scored';

const METRICS = METRIC_FAMILIES.map(usualMetric);

describe('the registry', () => {
  it('holds the metrics by the names that tuning-fork.json uses, and says from where an answer is right', () => {
    expect(METRICS.map(({ id, rightAt }) => [id, rightAt])).toEqual([
      ['exact-match', 1],
      ['normalized-exact-match', 1],
      ['token-f1', 0.5],
      ['contains', 1],
      ['regex', 1],
      ['multiple-choice', 1],
      ['numeric-answer', 1],
      ['accuracy', 1],
      ['balanced-accuracy', undefined],
      ['precision', undefined],
      ['recall', undefined],
      ['f1', undefined],
      ['mcc', undefined],
      ['kappa', undefined],
      ['unparsable', undefined],
      ['rouge-1', undefined],
      ['rouge-2', undefined],
      ['rouge-l', 0.5],
      ['rouge-lsum', undefined],
      ['bleu', undefined],
      ['chrf', undefined],
      ['chrf++', undefined],
      ['ter', undefined],
      ['meteor', undefined],
      ['gleu', undefined],
      ['levenshtein', undefined],
      ['wer', undefined],
      ['cer', undefined],
      ['repetition', undefined],
      ['length-ratio', undefined],
      ['json-valid', 1],
      ['json-schema', 1],
      ['json-fields', 1],
      ['tool-calls', 1],
      ['mae', undefined],
      ['rmse', undefined],
      ['mape', undefined],
      ['pearson', undefined],
      ['spearman', undefined],
      ['mrr', undefined],
      ['map', undefined],
      ['ndcg', undefined],
      ['hit', 1],
      ['recall-at', undefined],
      ['refusal', undefined],
      ['empty', undefined],
      ['truncated', undefined],
      ['language', undefined],
      ['latency', undefined],
      ['first-token', undefined],
      ['tokens', undefined],
      ['tokens-per-second', undefined],
    ]);
    for (const metric of METRICS) {
      expect(readMetric(metric.id).id).toBe(metric.id);
      expect(metric.follows).not.toBe('');
    }
  });

  it('has a metric for each name that people bring from elsewhere', () => {
    for (const alias of Object.keys(METRIC_ALIASES)) expect(readMetric(alias).title).not.toBe('');
  });

  it('gives no score where a reference is needed and there is none', () => {
    for (const metric of METRICS.filter(({ needsReference }) => needsReference))
      expect(metric.score(scored('answer'))).toBeUndefined();
  });

  it('measures time and tokens', () => {
    const completion = {
      text: 'x',
      finishReason: 'stop',
      totalMs: 250,
      usage: { promptTokens: 9, completionTokens: 4 },
    };
    expect(readMetric('latency').score({ completion, references: [] })).toBe(250);
    expect(readMetric('tokens').score({ completion, references: [] })).toBe(4);
    expect(readMetric('tokens').score(scored('x'))).toBeUndefined();
    const unmeasured = { text: 'x', finishReason: null };
    expect(readMetric('latency').score({ completion: unmeasured, references: [] })).toBeUndefined();
  });

  it('compares exact matches code point by code point', () => {
    const exact = readMetric('exact-match');
    expect(exact.score(scored(' Indemnification\n', 'Indemnification'))).toBe(1);
    expect(exact.score(scored('indemnification', 'Indemnification'))).toBe(0);
    expect(exact.score(scored('Limitation  of Liability', 'Limitation of Liability'))).toBe(0);
    expect(exact.score(scored('cafe\u0301', 'café'))).toBe(0);
    expect(exact.score(scored('b', 'a', 'b'))).toBe(1);
  });
});
