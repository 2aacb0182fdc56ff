import { describe, expect, it } from 'vitest';
import { isAnswerRight, scoresOf } from '../../../../src/core/compare/resultScores';
import { metricsFor } from '../../../../src/core/metric/metricPlan';
import type { Completion } from '../../../../src/core/model/model';

const completion = (text: string, parts: Partial<Completion> = {}): Completion => ({
  text,
  finishReason: 'stop',
  totalMs: 120,
  ...parts,
});

describe('scoresOf', () => {
  it('scores both models with every metric that applies', () => {
    const usage = { promptTokens: 5, completionTokens: 3 };
    const scores = scoresOf(metricsFor(undefined), ['{"a":1,"b":2}'], {
      base: completion('{"a":1}'),
      tuned: completion('{"a":1,"b":2}', { totalMs: 80, usage }),
    });
    expect(scores).toEqual([
      {
        metric: 'json-valid',
        title: 'Valid JSON',
        better: 'higher',
        digits: 2,
        scores: { base: 1, tuned: 1 },
        right: { base: true, tuned: true },
      },
      {
        metric: 'json-fields',
        title: 'JSON fields F1',
        better: 'higher',
        digits: 2,
        // 2·1 ÷ (1 + 2).
        scores: { base: 2 / 3, tuned: 1 },
        right: { base: false, tuned: true },
      },
      { metric: 'latency', title: 'Latency', better: 'lower', digits: 0, unit: 'ms', scores: { base: 120, tuned: 80 } },
      { metric: 'tokens', title: 'Tokens', better: 'lower', digits: 0, unit: 'tokens', scores: { tuned: 3 } },
    ]);
  });

  it('shows the scores of one model alone', () => {
    const [exact] = scoresOf(metricsFor(undefined), ['yes'], { tuned: completion('yes') });
    expect(exact).toMatchObject({ metric: 'exact-match', scores: { tuned: 1 }, right: { tuned: true } });
    expect(scoresOf(metricsFor(undefined), ['yes'], {})).toEqual([]);
  });

  it('uses the thresholds of the configuration', () => {
    const [f1] = scoresOf(metricsFor({ metrics: ['token-f1'], rightAt: { 'token-f1': 0.7 } }), ['yes sir'], {
      base: completion('yes'),
    });
    expect(f1?.right).toEqual({ base: false });
  });
});

describe('isAnswerRight', () => {
  it('asks the metric that decides', () => {
    const plan = metricsFor({ metrics: ['tokens', 'token-f1', 'exact-match'], rightAt: { 'token-f1': 0.6 } });
    // F1 of “yes” and “yes sir” is 2/3: right by token F1, wrong by exact match.
    expect(isAnswerRight(plan, ['yes sir'], completion('yes'))).toBe(true);
    expect(isAnswerRight(plan, ['yes my dear sir'], completion('yes'))).toBe(false);
  });

  it('does not know where nothing decides', () => {
    expect(isAnswerRight(metricsFor(undefined), [], completion('yes'))).toBeUndefined();
    const uncounted = metricsFor({ metrics: ['tokens'], rightAt: { tokens: 5 } });
    expect(isAnswerRight(uncounted, ['yes'], completion('yes'))).toBeUndefined();
  });
});
