import { describe, expect, it } from 'vitest';
import { corpusFigure, scoreAll } from '../../../../../src/core/metric/corpusFigure';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { scored } from '../scored';

describe('repetition', () => {
  it('is the share of 4-grams that stood before', () => {
    const metric = readMetric('repetition');
    // Five 4-grams: a b c d, b c d a, c d a b, d a b c, a b c d; the last is the first.
    expect(metric.score(scored('a b c d a b c d'))).toBeCloseTo(1 / 5, 12);
    expect(metric.score(scored('a b c d e'))).toBe(0);
    expect(metric.score(scored('a a a'))).toBe(0);
    expect(metric.score(scored(''))).toBe(0);
  });
});

describe('length ratio', () => {
  const metric = readMetric('length-ratio');

  it('counts code points, against the reference nearest in length', () => {
    expect(metric.score(scored(' 👍👍\n', 'abcd'))).toBe(0.5);
    expect(metric.score(scored('abc', 'a', 'abcd', ''))).toBe(0.75);
    expect(metric.score(scored('', 'abcd'))).toBe(0);
    expect(metric.score(scored('abc', ' '))).toBeUndefined();
  });

  it('is of a whole set the ratio of the sums', () => {
    const answers = [scored('a', 'abcd'), scored('abcdef', 'ab'), scored('x', '')];
    expect(corpusFigure(metric, scoreAll(metric, answers), [0, 1])).toBeCloseTo(7 / 6, 12);
  });
});
