import { describe, expect, it } from 'vitest';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { schemaCheck } from '../../../../../src/core/metric/structured/schemaCheck';
import { scored } from '../scored';

/** The metric with a schema, written as options are. */
function withSchema(schema: unknown): ReturnType<typeof readMetric> {
  return readMetric(`json-schema:schema=${JSON.stringify(schema).replace(/[\\,]/g, '\\$&')}`);
}

describe('the metric json-schema', () => {
  const schema = { type: 'object', required: ['party', 'days'], properties: { days: { type: 'integer' } } };

  it('is 1 when the JSON of the answer satisfies the schema', () => {
    const metric = withSchema(schema);
    expect(metric.needsReference).toBe(false);
    expect(metric.score(scored('Sure: {"party": "ACME, Inc.", "days": 30}'))).toBe(1);
    expect(metric.score(scored('{"party":"ACME","days":"30"}'))).toBe(0);
    expect(metric.score(scored('no JSON'))).toBe(0);
    expect(readMetric(metric.id).score(scored('{"party":"ACME","days":1}'))).toBe(1);
    expect(readMetric('json-schema').score(scored('[1]'))).toBe(1);
  });

  it.each([
    ['{', 'is not JSON'],
    ['1', 'holds something that is no schema'],
    ['{"pattern":"(?=a)"}', 'has the pattern "(?=a)", which RE2 can not search'],
    ['{"$ref":"https://example.com/s"}', 'refers to "https://example.com/s", which is not in it'],
    ['{"$ref":"#/$defs/x"}', 'refers to "#/$defs/x", which is not in it'],
    ['{"$ref":"#/constructor"}', 'which is not in it'],
    ['{"unevaluatedProperties":false}', 'uses “unevaluatedProperties”, which is not supported'],
    ['{"minimum":"1"}', 'has a “minimum” that is no number'],
    ['{"allOf":{}}', 'has a “allOf” that is no list'],
    ['{"properties":[]}', 'has a “properties” that is no object'],
    ['['.repeat(300) + ']'.repeat(300), 'nests too deeply'],
  ])('refuses %s', (text, reason) => {
    expect(() => readMetric(`json-schema:schema=${text.replace(/[\\,]/g, '\\$&')}`)).toThrow(reason);
  });
});

describe('a schema', () => {
  it('takes decimals for what they are written as', () => {
    expect([0.3, 0.35, 1e16].map((value) => schemaCheck({ multipleOf: 0.1 })(value))).toEqual([true, false, true]);
    expect(schemaCheck({ multipleOf: 0.0001 })(0.0075)).toBe(true);
  });

  it('that refers to itself without end is given up', () => {
    expect(schemaCheck({ $ref: '#' })(1)).toBeUndefined();
    expect(schemaCheck({ anyOf: [{ $ref: '#' }, true] })(1)).toBeUndefined();
  });

  it('that takes exponential time is given up', () => {
    const $defs: Record<string, unknown> = { s0: { type: 'string' } };
    for (let at = 1; at <= 60; at++) {
      const below = { $ref: `#/$defs/s${at - 1}` };
      $defs[`s${at}`] = { anyOf: [below, below] };
    }
    const check = schemaCheck({ $ref: '#/$defs/s60', $defs } as never);
    expect(check('text')).toBe(true);
    expect(check(1)).toBeUndefined();
  });

  it('is not slowed down by patterns, and gives up values that nest deeply', () => {
    expect(schemaCheck({ pattern: '^(a+)+$' })(`${'a'.repeat(10_000)}!`)).toBe(false);
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as never;
    expect(schemaCheck({ uniqueItems: true })(deep)).toBeUndefined();
  });
});
