import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJson } from '../../../../../src/core/metric/structured/jsonInText';

describe('findJson', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    [' \n[1, 2]\t', [1, 2]],
    ['42', 42],
    ['null', null],
    ['"text"', 'text'],
    ['\ufeff{"a":1}', { a: 1 }],
  ])('takes the whole text: %j', (text, value) => {
    expect(findJson(text)).toEqual({ rule: 'whole', value });
  });

  it.each([
    ['Here it is:\n```json\n{"a": 1}\n```\nAnything else?', { a: 1 }],
    ['```\n[1]\n```', [1]],
    ['~~~ json\n{"a":\n1}\n~~~', { a: 1 }],
    ['```python\nprint({})\n```\n\n```json\r\n{"b":2}\r\n```', { b: 2 }],
    ['1. Terms:\n   ```json\n   {"a":1}\n   ```', { a: 1 }],
    ['````\n```\n````\n```\n{"a":"```"}\n```', { a: '```' }],
    ['{"first":true} and\n```json\n{"second":true}\n```', { second: true }],
    ['```json\n7\n```', 7],
  ])('takes the first fenced block that is JSON: %j', (text, value) => {
    expect(findJson(text)).toEqual({ rule: 'fenced', value });
  });

  it.each([
    ['The terms are {"a": {"b": [1]}}, as asked.', { a: { b: [1] } }],
    ['a {b} c {"d":"}{"} e', { d: '}{' }],
    ['{"a":1} {"b":2}', { a: 1 }],
    ['[see below] {"a":1}', { a: 1 }],
    // The outer one breaks off: the first one inside that is complete.
    ['{"terms": {"a":1}, "rest": ', { a: 1 }],
    ['[[1], [2] oops', [1]],
    ['{x: [1, {"y": 2}]}', [1, { y: 2 }]],
    ['["abc {"a":1}', { a: 1 }],
    ['{"a": "\\u00e9\\n\\""} x', { a: 'é\n"' }],
    ['-- {"a":-1.5e+3} --', { a: -1500 }],
    ['{"a":1,} then {"b":[]}', { b: [] }],
    ['["[1]", [2] oops', [1]],
    ['{"a": "line\nbreak"} {"b":1}', { b: 1 }],
    ['{"a": "\\x"} {"b":1}', { b: 1 }],
    ['[1,] {"b":1}', { b: 1 }],
    ['[01] {"b":1}', { b: 1 }],
    ['```\n[1]\n``` x\n```', [1]],
    ['```js x```\n{"a":1}\n```', { a: 1 }],
    ['```json\n{"cut": [1]', [1]],
    ['```json {"a":1}```', { a: 1 }],
    ['{"__proto__":1} x', JSON.parse('{"__proto__":1}') as object],
  ])('takes the first object or array that is JSON: %j', (text, value) => {
    expect(findJson(text)).toEqual({ rule: 'balanced', value });
  });

  it.each([
    '',
    ' ',
    'no JSON here',
    'the answer is 42',
    '{a: 1}',
    "{'a': 1}",
    '{"a": 01}',
    '{"a": .5}',
    '{"a": 1.}',
    '{"a": NaN}',
    '{"a": undefined}',
    '{"a": "\\x"}',
    '{"a": "\\u12"}',
    '{"a": "line\nbreak"}',
    '{"a" 1}',
    '{"a":1 "b":2}',
    '[1,,2',
    '[1 2]',
    '{,}',
    '(]',
    '{"a":1',
    '{"a":1]',
    '// comment',
    '{"a":1/* comment */}',
    '{[',
  ])('finds none in %j', (text) => {
    expect(findJson(text)).toBeUndefined();
  });

  it('finds any object in any prose around it', () => {
    const prose = fc.stringMatching(/^[^[\]{}`~]*$/);
    fc.assert(
      fc.property(prose, fc.dictionary(fc.string(), fc.jsonValue()), prose, (before, value, after) => {
        // Begins with no quote: a text in quotes may be JSON as a whole.
        const text = `x${before}- ${JSON.stringify(value)} -${after}`;
        expect(findJson(text)?.value).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('finds what trying JSON.parse from every bracket to every other finds', () => {
    const piece = fc.constantFrom(
      ...Array.from('{}[],:"\\ \nx'),
      '{"a":',
      '"b"',
      '1',
      '-0',
      '01',
      '0.5',
      '1e5',
      'true',
      'nul',
      '[1]',
      '{}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = `- ${pieces.join('')}`;
        expect(findJson(text)).toEqual(firstByTrying(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is not slowed down by brackets that never close', () => {
    const size = 50_000;
    const hostile = [
      '['.repeat(size),
      '{"a":'.repeat(size),
      '["[",'.repeat(size),
      '[",[",'.repeat(size),
      '{"'.repeat(size),
    ];
    for (const text of hostile) expect(findJson(`x ${text}`)).toBeUndefined();
  }, 10_000); // Linear takes some 0.2 s; a new try from every bracket would take minutes.

  it('reads what nests deeper than the call stack', () => {
    const depth = 50_000;
    expect(findJson(`x ${'['.repeat(depth)}${']'.repeat(depth)}`)?.rule).toBe('balanced');
  });
});

function firstByTrying(text: string): unknown {
  for (let start = 0; start < text.length; start++) {
    if (!'{['.includes(text.charAt(start))) continue;
    for (let end = start + 1; end <= text.length; end++) {
      try {
        return { rule: 'balanced', value: JSON.parse(text.slice(start, end)) as unknown };
      } catch {
        // Not JSON up to here.
      }
    }
  }
  return undefined;
}
