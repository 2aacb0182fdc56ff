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

  it('takes a tab in the first line of a .tsv for its delimiter, however many commas stand there', () => {
    expect(examine('a.tsv', 'a, b, c\td\n')).toMatchObject({ csv: { delimiter: '\t' } });
    expect(examine('a.tsv', 'a,b\n')).toMatchObject({ csv: { delimiter: ',' } });
  });

  it('refuses a single object', () => {
    expect(examine('package.json', '{\n  "name": "x"\n}\n')).toEqual({
      refused: 'it is neither a list of objects nor one object per line, and holds no list of samples',
    });
  });

  it('reads lines that carriage returns end', () => {
    expect(examine('a.jsonl', '{"a":1}\r{"a":2}\r')).toMatchObject({ rows: 2, records: [{ a: 1 }, { a: 2 }] });
    expect(examine('a.csv', 'a\r1\r2\r')).toMatchObject({ rows: 2, records: [{ a: '1' }, { a: '2' }] });
  });

  it.each([
    ['\u001f\u008b\u0008\u0000', 'it is a gzip archive; unpack it first'],
    ['\u0089PNG\r\n', 'it is a PNG picture; name the file after what is in it, or choose another'],
    ['PK\u0003\u0004', 'it is a ZIP archive; unpack it first'],
    ['SQLite format 3\u0000', 'it is an SQLite database; export its rows as JSONL, CSV or Parquet'],
  ])('refuses %j by what it is, whatever its name', (bytes, refused) => {
    expect(examineHead('a.jsonl', Buffer.from(bytes, 'latin1'), true)).toEqual({ refused });
  });
});

describe('the list of samples within a JSON document', () => {
  const EXAMPLES = '"examples": [\n  {"question":"a","answer":"b"},\n  {"question":"c","answer":"d"}\n]';
  const TWO = [
    { question: 'a', answer: 'b' },
    { question: 'c', answer: 'd' },
  ];

  it.each([
    [`{\n"name": "x]",\n${EXAMPLES},\n"count": 2}`, 3],
    [`{"meta":{"n":[1,{"a":2}],"s":"\\"}{"},\n${EXAMPLES}}`, 2],
    [`{"version":1,"dataset":{${EXAMPLES}},"models":[{"name":"x"}]}`, 1],
    [`{"models":[{"name":"x"},{"name":"y"}],${EXAMPLES}}`, 1],
    [`\ufeff{${EXAMPLES}}`, 1],
  ])('is found in %j', (text, line) => {
    const offset = Buffer.byteLength(text.slice(0, text.indexOf('[\n  {"question')));
    expect(examine('a.json', text)).toMatchObject({
      container: 'json',
      start: { offset, line, isNested: true },
      rows: 2,
      records: TWO,
    });
  });

  it('is found on a single line and where the document breaks off', () => {
    expect(examine('a.json', `{"name":"x",${EXAMPLES.replaceAll('\n', '')}}`)).toMatchObject({ rows: 2, records: TWO });
    expect(examine('a.json', `{\n${EXAMPLES.slice(0, -2)}`, false)).toMatchObject({ rows: 2, records: TWO });
  });

  it('is taken by its name where no list looks like samples', () => {
    expect(examine('a.json', '{\n"x":[{"a":1}],\n"data":[{"a":2}]}')).toMatchObject({ records: [{ a: 2 }] });
  });

  it('is not looked for deeper than two levels, nor in JSON Lines', () => {
    expect(examine('a.json', `{\n"a":{"b":{${EXAMPLES}}}}`)).toHaveProperty('refused');
    expect(examine('a.jsonl', `{"name":"x",${EXAMPLES.replaceAll('\n', '')}}`)).toMatchObject({ container: 'jsonl' });
  });

  it('does not take a record of one line for a document', () => {
    const record = '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}';
    expect(examine('a.json', record)).toMatchObject({ container: 'jsonl', rows: 1 });
  });

  it('never stops on bytes that are no JSON', () => {
    for (const text of ['{', '{"', '{"a', '{"a"', '{"a":', '{"a":[', '{"a":[{', '{"a":}', '{]', '{"\\', '{"a":1 2}']) {
      expect(examine('a.json', `${text}\n`)).toBeDefined();
    }
  });
});
