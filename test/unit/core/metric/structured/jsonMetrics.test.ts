import { describe, expect, it } from 'vitest';
import { jsonFields } from '../../../../../src/core/metric/structured/jsonFields';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { scored } from '../scored';

describe('json-valid', () => {
  it('is 1 for JSON anywhere in the answer and 0 without', () => {
    const jsonValid = readMetric('json-valid');
    expect(jsonValid.score(scored('{"a":1}'))).toBe(1);
    expect(jsonValid.score(scored('Sure:\n```json\n{"a":1}\n```'))).toBe(1);
    expect(jsonValid.score(scored('It is {"a":1}.'))).toBe(1);
    expect(jsonValid.score(scored('{"a":1'))).toBe(0);
    expect(jsonValid.score(scored(''))).toBe(0);
  });

  it('can ask for JSON and nothing else', () => {
    const whole = readMetric('json-valid:whole');
    expect(whole.score(scored(' {"a":1}\n'))).toBe(1);
    expect(whole.score(scored('```json\n{"a":1}\n```'))).toBe(0);
    expect(whole.score(scored('It is {"a":1}.'))).toBe(0);
  });
});

describe('json-fields', () => {
  const score = (answer: string, ...references: string[]): number | undefined =>
    jsonFields.score(scored(answer, ...references));

  it('counts leaves in common against leaves of both', () => {
    // Reference: /party, /amount, /terms/days. Answer has two of them right and one more: 2·2 ÷ (4 + 3).
    const reference = '{"party":"ACME","amount":100,"terms":{"days":30}}';
    expect(score('{"amount":100,"party":"ACME","terms":{"days":60},"extra":true}', reference)).toBeCloseTo(4 / 7, 12);
    expect(score(reference, reference)).toBe(1);
    expect(score('{"party":"Other"}', reference)).toBe(0);
  });

  it('compares numbers as numbers, and by type', () => {
    expect(score('{"a":1.0,"b":1e2,"c":-0}', '{"a":1,"b":100,"c":0}')).toBe(1);
    expect(score('{"a":"1"}', '{"a":1}')).toBe(0);
    expect(score('{"a":0}', '{"a":false}')).toBe(0);
    expect(score('{"a":null}', '{"a":0}')).toBe(0);
    expect(score('{"a":null}', '{"a":null}')).toBe(1);
  });

  it('compares arrays by index', () => {
    expect(score('[1,2,3]', '[1,2,3]')).toBe(1);
    // Only index 0 agrees: 2·1 ÷ (3 + 3).
    expect(score('[1,3,2]', '[1,2,3]')).toBeCloseTo(1 / 3, 12);
    // 2·2 ÷ (2 + 3).
    expect(score('[1,2]', '[1,2,3]')).toBeCloseTo(4 / 5, 12);
    expect(score('{"0":1}', '[1]')).toBe(0);
    expect(score('["length"]', '{"length":1}')).toBe(0);
  });

  it('counts empty objects and arrays as leaves', () => {
    expect(score('{}', '{}')).toBe(1);
    expect(score('[]', '{}')).toBe(0);
    expect(score('{"a":[],"b":1}', '{"a":[],"b":1}')).toBe(1);
    // /a is [] in one and has a leaf /a/0 in the other; /b agrees: 2·1 ÷ (2 + 2).
    expect(score('{"a":[],"b":1}', '{"a":[1],"b":1}')).toBe(0.5);
    expect(score('{"a":{},"b":1}', '{"b":1}')).toBeCloseTo(2 / 3, 12);
  });

  it('compares scalars standing alone', () => {
    expect(score('```\n7\n```', '7.0')).toBe(1);
    expect(score('"x"', '"y"')).toBe(0);
  });

  it('is 0 when the answer is not JSON, and does not apply when no reference is', () => {
    expect(score('party: ACME', '{"party":"ACME"}')).toBe(0);
    expect(score('', '{}')).toBe(0);
    expect(score('{"a":1}', 'ACME')).toBeUndefined();
    expect(score('{"a":1}')).toBeUndefined();
  });

  it('takes the best of several references, passing over those without JSON', () => {
    expect(score('{"a":1}', 'prose', '{"a":2}', '{"a":1}')).toBe(1);
  });

  it('has no trouble with names of Object.prototype', () => {
    expect(score('{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}')).toBe(1);
    expect(score('{"toString":1,"constructor":2}', '{"a":1,"b":2}')).toBe(0);
  });

  it('compares what nests deeper than the call stack', () => {
    const depth = 50_000;
    const deep = `${'[1,'.repeat(depth)}2${']'.repeat(depth)}`;
    expect(score(deep, deep)).toBe(1);
  });

  it('holds tool calls against a reference that is a tool call, whatever their white space', () => {
    const toolCalls = [{ id: 'call_1', name: 'search', arguments: '{ "query": "rent" }' }];
    const completion = { text: '', toolCalls, finishReason: 'tool_calls', totalMs: 1 };
    const reference = '[{"arguments":{"query":"rent"},"name":"search"}]';
    expect(jsonFields.score({ completion, references: [reference] })).toBe(1);
  });
});
