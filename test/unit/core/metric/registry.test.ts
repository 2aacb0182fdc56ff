import { describe, expect, it } from 'vitest';
import { usualMetric } from '../../../../src/core/metric/metricFamily';
import { readMetric } from '../../../../src/core/metric/metricSpec';
import { METRIC_FAMILIES } from '../../../../src/core/metric/registry';
import { scored } from './scored';

const METRICS = METRIC_FAMILIES.map(usualMetric);

describe('the registry', () => {
  it('holds the metrics by the names that tuning-fork.json uses', () => {
    expect(METRICS.map(({ id }) => id)).toEqual([
      'exact-match',
      'normalized-exact-match',
      'token-f1',
      'rouge-l',
      'json-valid',
      'json-fields',
      'latency',
      'tokens',
    ]);
    for (const metric of METRICS) expect(readMetric(metric.id).id).toBe(metric.id);
  });

  it('has each metric state its reference implementation and when an answer is right', () => {
    for (const metric of METRICS) expect(metric.follows).not.toBe('');
    expect(Object.fromEntries(METRICS.map(({ id, rightAt }) => [id, rightAt]))).toEqual({
      'exact-match': 1,
      'normalized-exact-match': 1,
      'token-f1': 0.5,
      'rouge-l': 0.5,
      'json-valid': 1,
      'json-fields': 1,
      latency: undefined,
      tokens: undefined,
    });
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
