import { describe, expect, it } from 'vitest';
import { columns } from '../../../../src/core/dataset/formats/columns';
import { csvFields, readRecord, readSample } from '../../../../src/core/dataset/recordReader';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (text: string) => readRecord(utf8(text), undefined);
const CSV = { delimiter: ',', columns: ['question', 'answer'] };
const csv = (text: string) => readRecord(utf8(text), CSV);

describe('readRecord of JSON', () => {
  it('reads an object, whatever line end follows', () => {
    for (const end of ['', '\n', '\r\n', '\r', '  \n']) expect(json(`{"a":1}${end}`)).toEqual({ record: { a: 1 } });
  });

  it.each([
    ['', 'The line is empty.'],
    [' \t\r\n', 'The line is empty.'],
    ['[1]', 'This row is a list, not an object.'],
    ['"x"', 'This row is a text, not an object.'],
    ['7', 'This row is a number, not an object.'],
    ['true', 'This row is a boolean, not an object.'],
    ['null', 'This row is null, not an object.'],
    ['{"a" 1}', 'This is not valid JSON: at column 6, a colon is missing after a field name.'],
    ['{"a":1 "b":2}', 'This is not valid JSON: at column 8, a comma is missing.'],
    ['{"a":1', 'This is not valid JSON: at column 7, a closing brace } is missing.'],
    ['{"a":[1', 'This is not valid JSON: at column 8, a closing bracket ] is missing.'],
    ['{"a":}', 'This is not valid JSON: at column 6, a value is missing.'],
    ['{"a":"b', 'This is not valid JSON: at column 6, a text is not closed with a double quotation mark.'],
    ["{'a':1}", 'This is not valid JSON: at column 2, a word that is not JSON (texts need double quotation marks).'],
    ['{"a":1} {}', 'This is not valid JSON: at column 9, there is more after the end of the value.'],
    ['{"a":1} // note', 'This is not valid JSON: at column 9, comments are not allowed.'],
    ['{"a":"\\x"}', 'This is not valid JSON: at column 6, a backslash is followed by a character it cannot escape.'],
    [
      '{"a":"tab\there"}',
      'This is not valid JSON: at column 6, a control character (a tab or a line end, say) stands in a text unescaped.',
    ],
    ['{"a":1,}', 'This is not valid JSON: at column 8, a field name in double quotation marks is missing.'],
    ['{\n"a":1\n"b":2}', 'This is not valid JSON: at column 1 of its line 3, a comma is missing.'],
  ])('says what is wrong with %j', (text, reason) => {
    expect(json(text)).toEqual({ unusable: reason });
  });

  it.each([
    ['{"a":NaN}', 'at column 6, NaN is not JSON; write null or a text.'],
    ['{"a":-Infinity}', 'at column 6, -Infinity is not JSON; write null or a text.'],
    ['{"a":\u0000}', 'at column 6, a word that is not JSON (texts need double quotation marks).'],
    [
      '{"a":1}\r{"a":2}',
      'at column 9, there is more after the end of the value (a carriage return alone ends no line here; write \\n).',
    ],
  ])('says what is wrong with %j', (text, reason) => {
    expect(json(text)).toEqual({ unusable: `This is not valid JSON: ${reason}` });
  });

  it('keeps numbers that would change as the text that was written', () => {
    expect(json('{"id":9007199254740993,"list":[-12345678901234567890,1e400],"n":9007199254740991,"x":1e300}')).toEqual(
      {
        record: {
          id: '9007199254740993',
          list: ['-12345678901234567890', '1e400'],
          n: 9007199254740991,
          x: 1e300,
        },
      },
    );
    const read = json('{"__proto__":{"a":9007199254740993}}');
    expect('record' in read && Object.entries(read.record)).toEqual([['__proto__', { a: '9007199254740993' }]]);
  });

  it('refuses bytes that are not UTF-8', () => {
    const reason = 'This row is not valid UTF-8; save the file as UTF-8.';
    // An overlong form, a lone continuation byte, a cut sequence, an encoded surrogate, Latin-1.
    for (const bytes of [[0xc0, 0xaf], [0x80], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xe9]]) {
      expect(readRecord(Uint8Array.of(34, ...bytes, 34), undefined)).toEqual({ unusable: reason });
    }
  });

  it('reads a row of exactly 16 MB and refuses a longer one', () => {
    const row = new Uint8Array(16 * 1024 * 1024 + 2).fill(32);
    row.set(utf8('{"a":1}'));
    row.set(utf8('\r\n'), 16 * 1024 * 1024);
    expect(readRecord(row, undefined)).toEqual({ record: { a: 1 } });
    row.fill(32, 16 * 1024 * 1024);
    expect(readRecord(row, undefined)).toEqual({
      unusable: 'This row is 16.0 MB long; rows over 16 MB are not read.',
    });
  });

  it('refuses nesting that would overflow what reads it', () => {
    const nested = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
    expect(json(nested(200))).toHaveProperty('record');
    expect(json(nested(201))).toEqual({ unusable: 'This record is nested more than 200 levels deep.' });
    const lists = (levels: number): string => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    expect(json(lists(200))).toHaveProperty('record');
    expect(json(lists(201))).toHaveProperty('unusable');
    expect(json(nested(100_000))).toEqual({ unusable: 'This record is nested more than 200 levels deep.' });
    expect(json('['.repeat(100_000))).toHaveProperty('unusable');
  });

  it('keeps a field named __proto__ as data', () => {
    const read = json('{"__proto__":{"polluted":true}}');
    expect('record' in read && Object.keys(read.record)).toEqual(['__proto__']);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

describe('readRecord of CSV', () => {
  it('reads fields by their columns', () => {
    expect(csv('"What, ""now""?\nHm?",Yes\r\n')).toEqual({
      record: { question: 'What, "now"?\nHm?', answer: 'Yes' },
    });
  });

  it('takes empty fields behind the last column, as spreadsheets write them', () => {
    expect(csv('q,a,,')).toEqual({ record: { question: 'q', answer: 'a' } });
  });

  it.each([
    ['q', 'This row has 1 field, but the header has 2.'],
    ['q,a,b', 'This row has 3 fields, but the header has 2.'],
    ['q,"a', 'A quotation mark is opened and never closed.'],
    ['"q"x,a', 'A quotation mark inside a quoted field is not doubled.'],
    ['', 'The line is empty.'],
  ])('says what is wrong with %j', (text, reason) => {
    expect(csv(text)).toEqual({ unusable: reason });
  });

  it('keeps a column named __proto__', () => {
    const read = readRecord(utf8('a,b'), { delimiter: ',', columns: ['question', '__proto__'] });
    expect('record' in read && Object.entries(read.record)).toEqual([
      ['question', 'a'],
      ['__proto__', 'b'],
    ]);
  });
});

describe('readSample', () => {
  it('reads the sample in a record, or says why there is none', () => {
    const layout = { container: 'jsonl', format: columns, fields: {} } as const;
    expect(readSample(utf8('{"question":"q","answer":"a"}\n'), layout)).toEqual({
      messages: [{ role: 'user', content: 'q' }],
      references: ['a'],
      metadata: {},
    });
    expect(readSample(utf8('{'), layout)).toHaveProperty('unusable');
    expect(readSample(utf8('{"question":""}'), layout)).toEqual({ unusable: '“question” is empty.' });
  });
});

describe('a row that was written out from another container', () => {
  const reason = utf8('{"unusable":"Why."}\n');

  it('gives the reason why there is no record', () => {
    expect(readSample(reason, { container: 'yaml', format: columns, fields: {} })).toEqual({ unusable: 'Why.' });
  });

  it('is an ordinary record elsewhere', () => {
    const read = readSample(reason, { container: 'jsonl', format: columns, fields: { prompt: 'unusable' } });
    expect(read).toMatchObject({ messages: [{ role: 'user', content: 'Why.' }] });
  });
});

describe('csvFields', () => {
  it('splits at the delimiter given', () => {
    expect(csvFields('a;"b;c"', ';')).toEqual({ fields: ['a', 'b;c'] });
    expect(csvFields('a\tb,c', '\t')).toEqual({ fields: ['a', 'b,c'] });
  });
});
