import { describe, expect, it } from 'vitest';
import { latency } from '../../../../src/core/metric/form/latency';
import { isRight, metricsFor, type SampleMetrics } from '../../../../src/core/metric/metricPlan';
import { readMetric } from '../../../../src/core/metric/metricSpec';

const idsOf = ({ metrics }: SampleMetrics): string[] => metrics.map(({ id }) => id);
const deciderOf = ({ metrics, decider }: SampleMetrics): string | undefined => metrics[decider]?.id;

describe('metricsFor', () => {
  it('guesses from the first reference of each sample', () => {
    const plan = metricsFor(undefined);
    expect(plan.guessed).toBe(true);
    const label = plan.forReferences(['Indemnification']);
    expect([idsOf(label), deciderOf(label), label.scope]).toEqual([
      ['exact-match', 'f1', 'latency', 'tokens'],
      'exact-match',
      'labels',
    ]);
    const json = plan.forReferences(['{"a":1}']);
    expect([idsOf(json), deciderOf(json), json.scope]).toEqual([
      ['json-valid', 'json-fields', 'latency', 'tokens'],
      'json-fields',
      'JSON',
    ]);
    const prose = plan.forReferences(['The tenant pays the rent.', 'Rent']);
    expect([idsOf(prose), deciderOf(prose), prose.scope]).toEqual([
      ['token-f1', 'rouge-l', 'latency', 'tokens'],
      'rouge-l',
      'prose',
    ]);
    const none = plan.forReferences([]);
    expect([idsOf(none), deciderOf(none)]).toEqual([['latency', 'tokens'], undefined]);
  });

  it('gives the same list to the same kind of sample', () => {
    const plan = metricsFor({});
    expect(plan.forReferences(['a'])).toBe(plan.forReferences(['b', 'c']));
    for (const references of [['a'], ['{}'], ['It is a longer text.'], []])
      expect(plan.lists).toContain(plan.forReferences(references));
  });

  it('applies the metrics of the configuration to every sample with a reference', () => {
    const plan = metricsFor({ metrics: ['latency', 'json-valid', 'token-f1', 'json-valid', 'no-such', 'toString'] });
    expect(plan.guessed).toBe(false);
    expect(plan.unknown).toEqual(['no-such', 'toString']);
    const list = plan.forReferences(['{"a":1}']);
    expect(idsOf(list)).toEqual(['latency', 'json-valid', 'token-f1', 'tokens']);
    expect(deciderOf(list)).toBe('json-valid');
    expect(list.scope).toBeUndefined();
    expect(plan.forReferences(['prose of any kind'])).toBe(list);
    // Without a reference what needs none is left.
    expect(idsOf(plan.forReferences([]))).toEqual(['latency', 'json-valid', 'tokens']);
    expect(deciderOf(metricsFor({ metrics: [] }).forReferences(['a']))).toBeUndefined();
  });

  it('replaces thresholds by those of the configuration', () => {
    const named = metricsFor({ metrics: ['latency', 'rouge-l'], rightAt: { latency: 900, 'rouge-l': 0.3 } });
    const list = named.forReferences(['a']);
    expect(deciderOf(list)).toBe('latency');
    expect(list.metrics.map(({ rightAt }) => rightAt)).toEqual([900, 0.3, undefined]);
    const guessed = metricsFor({ rightAt: { 'rouge-l': 0.8 } }).forReferences(['The tenant pays the rent.']);
    expect(guessed.metrics[guessed.decider]).toMatchObject({ id: 'rouge-l', rightAt: 0.8 });
    // The metrics themselves stay as they are.
    const again = metricsFor(undefined).forReferences(['The tenant pays the rent.']);
    expect(again.metrics[again.decider]).toMatchObject({ id: 'rouge-l', rightAt: 0.5 });
  });
});

describe('isRight', () => {
  it('holds a score against the threshold in the direction of the metric', () => {
    const rougeL = readMetric('rouge-l');
    expect(isRight(rougeL, 0.5)).toBe(true);
    expect(isRight(rougeL, 0.499)).toBe(false);
    expect(isRight({ ...latency, rightAt: 100 }, 100)).toBe(true);
    expect(isRight({ ...latency, rightAt: 100 }, 101)).toBe(false);
    expect(isRight(latency, 1)).toBeUndefined();
  });
});
