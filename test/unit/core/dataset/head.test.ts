import { describe, expect, it } from 'vitest';
import { examineHead } from '../../../../src/core/dataset/head';

const examine = (name: string, text: string, isWhole = true) =>
  examineHead(name, new TextEncoder().encode(text), isWhole);

describe('examineHead', () => {
  it.each([
    ['a.jsonl', '{"a":1}\n{"a":2}', 'jsonl', 2],
    ['a.ndjson', '\ufeff{"a":1}\n', 'jsonl', 1],
    ['a.JSON', ' [{"a":1},\n{"a":2}]', 'json', 2],
    ['a.json', '{"a":1}\n{"a":2}\n', 'jsonl', 2],
    ['a.jsonl', '[\n{"a":1}\n]', 'json', 1],
    ['a.jsonl', '[1,2]\n{"a":1}\n', 'jsonl', 2],
    ['a.csv', 'a,b\n1,2\n', 'csv', 1],
    ['a.tsv', 'a\tb\n1\t2\n', 'csv', 1],
    ['a.txt', '{"a":1}\n', 'jsonl', 1],
    ['empty.jsonl', '', 'jsonl', 0],
    ['empty.json', '', 'json', 0],
    ['empty.json', '[]', 'json', 0],
    ['empty.csv', '', 'csv', 0],
  ])('%s with %j is %s', (name, text, container, rows) => {
    expect(examine(name, text)).toMatchObject({ container, rows });
  });

  it('reads the first records and passes over those that cannot be read', () => {
    expect(examine('a.jsonl', '{"a":1}\nbroken\n\n{"a":2}')).toMatchObject({
      rows: 4,
      records: [{ a: 1 }, { a: 2 }],
    });
  });

  it('does not take a line that is cut off for a row', () => {
    expect(examine('a.jsonl', '{"a":1}\n{"a":', false)).toMatchObject({ rows: 1, records: [{ a: 1 }] });
    expect(examine('a.json', '[{"a":1},{"a":', false)).toMatchObject({ rows: 1, records: [{ a: 1 }] });
    expect(examine('a.csv', 'a,b\n1,2\n3', false)).toMatchObject({ rows: 1, records: [{ a: '1', b: '2' }] });
  });

  it('starts behind the byte order mark', () => {
    expect(examine('a.jsonl', '\ufeff{}')).toMatchObject({ start: { offset: 3, line: 1 } });
  });

  it('finds the columns of a CSV file and where its rows begin', () => {
    expect(examine('a.csv', '\ufeff\n"a\nb",c,,c\r\n1,2,3,4\r\n')).toMatchObject({
      csv: { delimiter: ',', columns: ['a\nb', 'c', 'column 3', 'c 2'] },
      start: { offset: 16, line: 4 },
      records: [{ 'a\nb': '1', c: '2', 'column 3': '3', 'c 2': '4' }],
    });
  });

  it.each([
    ['a;b,c;d\n', ';'],
    ['"a,b,c"\td\n', '\t'],
    ['\ta\tb\n', '\t'],
    ['alone\n', ','],
  ])('guesses the delimiter of %j', (text, delimiter) => {
    expect(examine('a.csv', text)).toMatchObject({ csv: { delimiter } });
  });

  it('refuses a single object and UTF-16', () => {
    expect(examine('package.json', '{\n  "name": "x"\n}\n')).toEqual({
      refused: 'it is neither a list of objects nor one object per line',
    });
    expect(examineHead('a.jsonl', Uint8Array.of(0xff, 0xfe, 0x7b, 0), true)).toEqual({
      refused: 'it is written in UTF-16; save it as UTF-8',
    });
  });
});
