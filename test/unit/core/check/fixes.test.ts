import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendRow, compactJson, removeRows, stringified, type Replacement } from '../../../../src/core/check/fixes';

function applied(text: string, replacements: readonly Replacement[]): string {
  return [...replacements]
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: added }) => result.slice(0, start) + added + result.slice(end), text);
}

/** The text without these rows, found by their text. */
function without(text: string, ...rows: string[]): string {
  const pieces = rows.map((row) => ({ start: text.indexOf(row), end: text.indexOf(row) + row.length }));
  return applied(text, removeRows(text, pieces));
}

describe('removing rows', () => {
  it.each([
    ['the first line', 'b\nc\n', ['a']],
    ['a line between', 'a\nc\n', ['b']],
    ['the last line', 'a\nb\n', ['c']],
    ['several lines', 'b\n', ['a', 'c']],
    ['lines below each other', 'a\n', ['b', 'c']],
    ['all lines', '', ['a', 'b', 'c']],
  ])('takes away %s', (_name, expected, rows) => {
    expect(without('a\nb\nc\n', ...rows)).toBe(expected);
  });

  it('keeps other line ends, and none at the end where there was none', () => {
    expect(without('a\r\nb\r\nc', 'b')).toBe('a\r\nc');
    expect(without('a\r\nb\r\nc', 'c')).toBe('a\r\nb');
    expect(without('a\nb\nc', 'b', 'c')).toBe('a');
    expect(without('a', 'a')).toBe('');
  });

  it('takes the white space behind a row along', () => {
    expect(without('x,1\ny,2  \nz,3\n', 'y,2')).toBe('x,1\nz,3\n');
  });

  const list = '[\n  {"n": 1},\n  {\n    "n": 2\n  },\n  {"n": 3}\n]\n';
  it.each([
    ['the first element', '[\n  {\n    "n": 2\n  },\n  {"n": 3}\n]\n', ['{"n": 1}']],
    ['an element between', '[\n  {"n": 1},\n  {"n": 3}\n]\n', ['{\n    "n": 2\n  }']],
    ['the last element', '[\n  {"n": 1},\n  {\n    "n": 2\n  }\n]\n', ['{"n": 3}']],
    ['the last two elements', '[\n  {"n": 1}\n]\n', ['{\n    "n": 2\n  }', '{"n": 3}']],
    ['the outer elements', '[\n  {\n    "n": 2\n  }\n]\n', ['{"n": 1}', '{"n": 3}']],
    ['all elements', '[\n  \n]\n', ['{"n": 1}', '{\n    "n": 2\n  }', '{"n": 3}']],
  ])('takes %s of a list away with its comma', (_name, expected, rows) => {
    expect(without(list, ...rows)).toBe(expected);
  });

  it('leaves a list of the other elements, whichever are taken', () => {
    const elements = fc.uniqueArray(fc.record({ n: fc.nat(), s: fc.string() }), { selector: JSON.stringify });
    fc.assert(
      fc.property(elements, fc.array(fc.boolean()), fc.constantFrom('', ' ', '\n', '\n\t'), (all, taken, space) => {
        const texts = all.map((element) => JSON.stringify(element));
        let text = '[';
        const pieces = texts.map((element, index) => {
          text += `${index > 0 ? ',' : ''}${space}`;
          const start = text.length;
          text += element;
          return { start, end: text.length };
        });
        text += `${space}]`;
        const rest = applied(
          text,
          removeRows(
            text,
            pieces.filter((_piece, index) => taken[index]),
          ),
        );
        expect(JSON.parse(rest)).toEqual(all.filter((_element, index) => !taken[index]));
      }),
    );
  });
});

describe('appending a row', () => {
  it('writes a line of its own, on one line, with the line ends of the file', () => {
    const added = (text: string, row: string): string => applied(text, [appendRow(text, row)]);
    expect(added('{"a":1}\n', '{\n  "a": 2\n}')).toBe('{"a":1}\n{"a":2}\n');
    expect(added('{"a":1}', '{"a": 2}')).toBe('{"a":1}\n{"a":2}\n');
    expect(added('{"a":1}\r\n', '{"a": 2}')).toBe('{"a":1}\r\n{"a":2}\r\n');
    expect(added('', '{"a": 2}')).toBe('{"a":2}\n');
    expect(added('a,b\n1,2\n', '3, "x  y"')).toBe('a,b\n1,2\n3, "x  y"\n');
  });

  it('puts an element at the end of a list', () => {
    const added = (text: string): string => applied(text, [appendRow(text, '{"a": 2}')]);
    expect(added('[\n  {"a": 1}\n]\n')).toBe('[\n  {"a": 1},\n  {"a":2}\n]\n');
    expect(added('[{"a": 1}]')).toBe('[{"a": 1}, {"a":2}]');
    expect(added('[]')).toBe('[{"a":2}]');
  });
});

describe('writing JSON as a text', () => {
  it('takes the white space out and keeps every digit', () => {
    const text = '{"arguments": {"city": "Bonn Süd", "id": 12345678901234567890, "x": 1.0}}';
    const start = text.indexOf('{"city');
    expect(applied(text, [stringified(text, { start, end: text.length - 1 })])).toBe(
      String.raw`{"arguments": "{\"city\":\"Bonn Süd\",\"id\":12345678901234567890,\"x\":1.0}"}`,
    );
  });

  it('gives back the value when it is read twice', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 2);
        const written = stringified(text, { start: 0, end: text.length }).text;
        expect(JSON.parse(JSON.parse(written) as string)).toEqual(JSON.parse(text));
        expect(compactJson(text)).toBe(JSON.stringify(value));
      }),
    );
  });
});
