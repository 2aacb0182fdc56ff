import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner } from '../../../../../src/core/dataset/containers/jsonScanner';
import { pieceSizes, rowsOf, scanAll, utf8 } from './scanning';

const rows = (text: string, sizes?: number[]) => {
  const bytes = utf8(text);
  return rowsOf(scanAll(new JsonScanner({ offset: 0, line: 1 }), bytes, sizes), bytes);
};
const texts = (text: string) => rows(text).map((row) => row.text);

describe('JsonScanner', () => {
  it('takes each element of the list with the line on which it starts', () => {
    expect(rows('[{"a":1},\n {"b":\n2}\n,\r\n\r\n{"c":[{}]}]\n')).toEqual([
      { text: '{"a":1}', line: 1 },
      { text: '{"b":\n2}', line: 2 },
      { text: '{"c":[{}]}', line: 6 },
    ]);
    expect(rows('[]')).toEqual([]);
    expect(rows('')).toEqual([]);
  });

  it('does not count brackets and commas within texts', () => {
    expect(texts('[{"a":"},]{[\\"\\\\"},{"b":"\\\\\\""}]')).toEqual(['{"a":"},]{[\\"\\\\"}', '{"b":"\\\\\\""}']);
  });

  it('takes other values, missing ones and what follows the list as rows', () => {
    expect(texts('[1, "x, y" , {}, , null] {"z":1} ')).toEqual(['1', '"x, y"', '{}', '', 'null', '{"z":1}']);
    expect(texts('[{},]')).toEqual(['{}']);
    expect(texts('[{} {}, }]')).toEqual(['{}', '{}', '}']);
  });

  it('takes what there is of a list that breaks off', () => {
    expect(texts('[{"a":1},{"b":2}')).toEqual(['{"a":1}', '{"b":2}']);
    expect(texts('[{"a":1},{"b":"x')).toEqual(['{"a":1}', '{"b":"x']);
  });

  it('takes a list within an object, and nothing behind it', () => {
    const text = '{"data":\n[{"a":[1]},\n{"b":2}], "more": [{"c":3}]}';
    const bytes = utf8(text);
    for (const sizes of [undefined, [1], [11]]) {
      const scanner = scanAll(new JsonScanner({ offset: 9, line: 2, isNested: true }), bytes, sizes);
      expect(rowsOf(scanner, bytes)).toEqual([
        { text: '{"a":[1]}', line: 2 },
        { text: '{"b":2}', line: 3 },
      ]);
    }
  });

  it('loses only the element with a missing quotation mark', () => {
    expect(rows('[\n{"a":"x},\n{"b":2},\n{"c":3}\n]')).toEqual([
      { text: '{"a":"x},\n', line: 2 },
      { text: '{"b":2}', line: 3 },
      { text: '{"c":3}', line: 4 },
    ]);
  });

  it('loses only the element with a missing bracket', () => {
    expect(rows('[\n  {"a": [1},\n  {\n    "b": {"c": 2}\n  },\n  {"d": 3},\n  {"e": 4\n]').slice(1)).toEqual([
      { text: '{\n    "b": {"c": 2}\n  }', line: 3 },
      { text: '{"d": 3}', line: 6 },
      { text: '{"e": 4\n]', line: 7 },
    ]);
    expect(texts('[{"a":1,\n{"b":2},\n{"c":3}]')).toEqual(['{"a":1,\n', '{"b":2}', '{"c":3}']);
  });

  it('loses only the broken ones of several', () => {
    expect(rows('[\n  {"a": 1,\n  {"b": 2,\n  {"c": 3}\n]')).toEqual([
      { text: '{"a": 1,\n  ', line: 2 },
      { text: '{"b": 2,\n  ', line: 3 },
      { text: '{"c": 3}', line: 4 },
    ]);
  });

  it('finds the elements however the file arrives and is laid out', () => {
    const element = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), fc.integer());
    fc.assert(
      fc.property(fc.array(element), fc.constantFrom(0, 1, 2), pieceSizes, (list, indent, sizes) => {
        const text = JSON.stringify(list, undefined, indent);
        const found = rows(text, sizes);
        // What JSON has no form for (-0) is lost in the text.
        expect(found.map((row) => JSON.parse(row.text) as unknown)).toEqual(JSON.parse(text));
        const lines = text.split('\n');
        for (const row of found) expect(lines[row.line - 1]).toContain(row.text.split('\n')[0]);
      }),
    );
  });

  it('finds the same rows in broken files however they arrive', () => {
    const noise = fc.array(fc.constantFrom(...Array.from('[]{}",:\n\\ 1a')), { maxLength: 80 });
    fc.assert(
      fc.property(noise, pieceSizes, (characters, sizes) => {
        const text = `[${characters.join('')}`;
        expect(rows(text, sizes)).toEqual(rows(text));
      }),
      { numRuns: 1000 },
    );
  });
});
