import { describe, expect, it } from 'vitest';
import { corpusFigure, countsIn, scoreAll } from '../../../../src/core/metric/corpusFigure';
import type { Metric, Scored } from '../../../../src/core/metric/metric';
import { readMetric } from '../../../../src/core/metric/metricSpec';
import { scored } from './scored';

const length = ({ completion, references }: Scored): number | undefined =>
  references.length === 0 ? undefined : completion.text.length;

const mean: Metric = {
  id: 'length',
  title: 'Length',
  range: [0, null],
  better: 'higher',
  follows: 'nothing',
  needsReference: true,
  digits: 0,
  score: length,
};

/** All characters of the answers ÷ all characters of the first references. */
const ratio: Metric = {
  ...mean,
  corpus: {
    kind: 'sum',
    width: 2,
    statistics: ({ completion, references: [reference] }) =>
      reference === undefined ? undefined : [completion.text.length, reference.length],
    figure: ([answers = 0, references = 0]) => (references === 0 ? undefined : answers / references),
  },
};

/** How many different answers there are, in upper case. */
const different: Metric = {
  ...mean,
  score: () => undefined,
  corpus: {
    kind: 'whole',
    statistic: ({ completion, references }) => (references.length === 0 ? undefined : completion.text),
    prepare: (all) => {
      const upper = all.map((text) => String(text).toUpperCase());
      return (chosen) => new Set(Array.from(chosen, (at) => upper[at])).size;
    },
  },
};

const answers = [scored('a', 'xx'), scored('bbb', 'xx'), scored('A', 'xxxx'), scored('no reference')];

function figureOf(metric: Metric, chosen: number[]): number | undefined {
  return corpusFigure(metric, scoreAll(metric, answers), chosen);
}

describe('the figure of a whole set', () => {
  it('is the mean of the scores where a metric says nothing else', () => {
    expect(figureOf(mean, [0, 1])).toBe(2);
    expect(figureOf(mean, [0, 1, 1])).toBeCloseTo(7 / 3, 12);
  });

  it('is made of sums, and so not the mean of the scores', () => {
    // (1 + 3 + 1) ÷ (2 + 2 + 4)
    expect(figureOf(ratio, [0, 1, 2])).toBe(5 / 8);
    expect(figureOf(ratio, [1, 1])).toBe(6 / 4);
  });

  it('is made of all answers at once', () => {
    expect(figureOf(different, [0, 1, 2])).toBe(2);
    expect(figureOf(different, [0, 2])).toBe(1);
  });

  it('is the median for times', () => {
    const latency = readMetric('latency');
    const times = [100, 9000, 200].map((totalMs) => ({
      completion: { text: '', finishReason: 'stop', totalMs },
      references: [],
    }));
    expect(corpusFigure(latency, scoreAll(latency, times), [0, 1, 2])).toBe(200);
  });

  it('is missing where there is no answer', () => {
    for (const metric of [mean, ratio, different]) expect(figureOf(metric, [])).toBeUndefined();
  });

  it('leaves out answers to which the metric does not apply', () => {
    for (const metric of [mean, ratio, different]) {
      const set = scoreAll(metric, answers);
      expect(answers.map((_, at) => countsIn(metric, set, at))).toEqual([true, true, true, false]);
    }
  });
});
