import { describe, expect, it } from 'vitest';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { scored } from '../scored';

const RENT = '{"name":"search","arguments":{"query":"rent","limit":2}}';
const PAY = '{"name":"pay","arguments":{"amount":100}}';

describe('the metric tool-calls', () => {
  const score = (spec: string, answer: string, ...references: string[]): number | undefined =>
    readMetric(spec).score(scored(answer, ...references));

  it('is F1 over calls with equal names and arguments', () => {
    expect(score('tool-calls', `[${RENT},${PAY}]`, `[${PAY},${RENT}]`)).toBe(1);
    // One of one call is right, of two: 2·1 ÷ (1 + 2).
    expect(score('tool-calls', RENT, `[${RENT},${PAY}]`)).toBeCloseTo(2 / 3, 12);
    expect(score('tool-calls', `[${RENT},${RENT}]`, `[${RENT},${PAY}]`)).toBe(0.5);
    expect(score('tool-calls', RENT.replace('rent', 'Rent'), RENT)).toBe(0);
    expect(score('tool-calls', RENT.replace('search', 'find'), RENT)).toBe(0);
    expect(score('tool-calls', PAY.replace('100', '1e2'), PAY)).toBe(1);
  });

  it('reads calls however they are written', () => {
    const wanted = `[${RENT}]`;
    const written = [
      'Let me look: {"arguments":{"limit":2.0,"query":"rent"},"name":"search"}',
      '{"tool_calls":[{"id":"c1","type":"function","function":{"name":"search","arguments":"{\\"query\\":\\"rent\\",\\"limit\\":2}"}}]}',
      '```json\n[{"name":"search","parameters":{"query":"rent","limit":2}}]\n```',
      `<tool_call>\n${RENT}\n</tool_call>`,
    ];
    for (const answer of written) expect(score('tool-calls', answer, wanted)).toBe(1);
    expect(score('tool-calls', `<tool_call>${RENT}</tool_call><tool_call>${PAY}`, `[${RENT},${PAY}]`)).toBe(1);
    const completion = {
      text: 'ignored',
      toolCalls: [{ id: 'c1', name: 'search', arguments: '{"limit": 2, "query": "rent"}' }],
      finishReason: 'tool_calls',
    };
    expect(readMetric('tool-calls').score({ completion, references: [wanted] })).toBe(1);
  });

  it('compares arguments as it is told', () => {
    const shouted = RENT.replace('rent', 'R.E.N.T');
    expect(score('tool-calls', shouted, RENT)).toBe(0);
    expect(score('tool-calls:arguments=relaxed', shouted, RENT)).toBe(1);
    expect(score('tool-calls:arguments=relaxed', shouted.replace('2', '3'), RENT)).toBe(0);
    expect(score('tool-calls:arguments=ignored', '{"name":"search"}', RENT)).toBe(1);
  });

  it('counts the longest common subsequence where order is asked for', () => {
    expect(score('tool-calls:order', `[${PAY},${RENT}]`, `[${RENT},${PAY}]`)).toBe(0.5);
    expect(score('tool-calls:order', `[${RENT},${PAY}]`, `[${RENT},${PAY}]`)).toBe(1);
    expect(score('tool-calls:order', '[]', '[]')).toBe(1);
  });

  it('is 0 without calls, does not apply where none are asked for, and knows “no call”', () => {
    expect(score('tool-calls', 'I can not.', RENT)).toBe(0);
    expect(score('tool-calls', RENT, 'Rent is due.')).toBeUndefined();
    expect(score('tool-calls', RENT, '{"rent":1}')).toBeUndefined();
    expect(score('tool-calls', 'Rent is due.', '[]')).toBe(1);
    expect(score('tool-calls', RENT, '[]')).toBe(0);
    expect(score('tool-calls', PAY, RENT, PAY)).toBe(1);
  });

  it('survives what nests deeply', () => {
    const deep = `{"name":"a","arguments":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(score('tool-calls:arguments=relaxed', deep, RENT)).toBe(0);
  });
});
