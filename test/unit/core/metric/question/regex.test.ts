import { describe, expect, it } from 'vitest';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { linearPattern } from '../../../../../src/core/metric/question/linearPattern';
import { scored } from '../scored';

describe('the metric regex', () => {
  it('finds the pattern of the option anywhere in the answer, whatever the references', () => {
    const metric = readMetric('regex:pattern=^\\\\d{4}-\\\\d{2}$');
    expect(metric.needsReference).toBe(false);
    expect(metric.score(scored('2024-05'))).toBe(1);
    expect(metric.score(scored('on 2024-05', 'x'))).toBe(0);
    expect(readMetric('regex:pattern=straße,ignore-case').score(scored('Die STRASSE, die Straße'))).toBe(1);
    expect(readMetric('regex:pattern=\\\\p{Han}').score(scored('赔偿'))).toBe(1);
    expect(readMetric('regex:pattern=^.$').score(scored('👍'))).toBe(1);
    expect(readMetric('regex:pattern=\\\\u0041').score(scored('A'))).toBe(1);
  });

  it('takes the references for patterns without one, and passes over those that are none', () => {
    const metric = readMetric('regex');
    expect(metric.score(scored('abc', 'x', 'b|d'))).toBe(1);
    expect(metric.score(scored('abc', '('))).toBeUndefined();
    expect(metric.score(scored('abc', '(', 'z'))).toBe(0);
  });

  it('refuses patterns that can not be searched in linear time', () => {
    for (const pattern of ['(', '(?=a)', '(a)\\\\1', 'a{1000}{1000}']) {
      expect(() => readMetric(`regex:pattern=${pattern}`)).toThrow('without lookarounds');
    }
  });
});

describe('a linear pattern', () => {
  it('is not slowed down by patterns that are catastrophic for others', () => {
    const text = `${'a'.repeat(50_000)}!`;
    for (const pattern of ['^(a+)+$', '^(a|aa)+$', '^(a|a?)+$', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
      expect(linearPattern(pattern)?.test(text)).toBe(false);
    }
  });

  it('does not search where pattern and text are too big', () => {
    expect(linearPattern('a'.repeat(2001))).toBeUndefined();
    expect(linearPattern('a{0,1000}b'.repeat(20))).toBeUndefined();
    const big = linearPattern('a{0,1000}b'.repeat(4));
    expect(big?.test('b'.repeat(10))).toBe(true);
    expect(big?.test('a'.repeat(1_000_000))).toBeUndefined();
  });
});
