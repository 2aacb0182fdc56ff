import { describe, expect, it } from 'vitest';
import { corpusFigure, countsIn, scoreAll } from '../../../../../src/core/metric/corpusFigure';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { scored } from '../scored';

describe('metrics of numbers', () => {
  it('take the nearest reference, and leave out what has no number', () => {
    expect(readMetric('mae').score(scored('about 7', '1', '9', 'ten'))).toBe(2);
    expect(readMetric('mae').score(scored('seven', '7'))).toBeUndefined();
    expect(readMetric('mae').score(scored('7', 'seven'))).toBeUndefined();
    expect(readMetric('rmse').score(scored('7', '4'))).toBe(3);
    expect(readMetric('mape').score(scored('5', '4'))).toBe(0.25);
  });

  it('correlate those that are chosen, as often as they are', () => {
    const answers = [scored('1', '1'), scored('2', '5'), scored('none', '3'), scored('4', '2'), scored('1e300', '7')];
    for (const id of ['pearson', 'spearman']) {
      const metric = readMetric(id);
      const set = scoreAll(metric, answers);
      expect(answers.map((_, at) => countsIn(metric, set, at))).toEqual([true, true, false, true, true]);
      expect(corpusFigure(metric, set, [0, 1])).toBeCloseTo(1, 12);
      expect(corpusFigure(metric, set, [1, 3])).toBeCloseTo(-1, 12);
      expect(corpusFigure(metric, set, [1, 1])).toBeUndefined();
    }
    // By hand: (1,1), (1,1), (2,5), (4,2). Means 2 and 9/4; Σxy = 15/… as deviations: 4 ÷ √(6 · 10.75).
    const metric = readMetric('pearson');
    expect(corpusFigure(metric, scoreAll(metric, answers), [0, 0, 1, 3])).toBeCloseTo(2 / Math.sqrt(6 * 10.75), 12);
    // Ranks 1.5, 1.5, 3, 4 and 1.5, 1.5, 4, 3: deviations -1, -1, 0.5, 1.5 and -1, -1, 1.5, 0.5.
    const ranked = readMetric('spearman');
    expect(corpusFigure(ranked, scoreAll(ranked, answers), [0, 0, 1, 3])).toBeCloseTo(3.5 / 4.5, 12);
  });
});
