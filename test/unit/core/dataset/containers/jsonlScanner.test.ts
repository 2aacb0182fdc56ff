import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonlScanner } from '../../../../../src/core/dataset/containers/jsonlScanner';
import { pieceSizes, rowsOf, scanAll, utf8 } from './scanning';

const START = { offset: 0, line: 1 };
const texts = (text: string, sizes?: number[]): string[] => {
  const bytes = utf8(text);
  return rowsOf(scanAll(new JsonlScanner(START), bytes, sizes), bytes).map((row) => row.text);
};

describe('JsonlScanner', () => {
  it('takes each line, with or without a final line end', () => {
    expect(texts('a\nb\n')).toEqual(['a\n', 'b\n']);
    expect(texts('a\nb')).toEqual(['a\n', 'b']);
    expect(texts('a\r\nb\r\n')).toEqual(['a\r\n', 'b\r\n']);
  });

  it('takes empty lines in the middle, and none at the end', () => {
    expect(texts('\na\n\n\r\nb\n\n\r\n')).toEqual(['\n', 'a\n', '\n', '\r\n', 'b\n']);
    expect(texts('a\n\r')).toEqual(['a\n']);
    expect(texts('')).toEqual([]);
    expect(texts('\n\n')).toEqual([]);
  });

  it('tells a carriage return before a piece’s first byte', () => {
    expect(texts('a\n\r\nb', [3, 1])).toEqual(['a\n', '\r\n', 'b']);
    expect(texts('a\n\r\n', [3, 1])).toEqual(['a\n']);
  });

  it('numbers lines by rows and starts behind a byte order mark', () => {
    const bytes = utf8('\ufeffa\n\nb');
    const scanner = scanAll(new JsonlScanner({ offset: 3, line: 1 }), bytes);
    expect(rowsOf(scanner, bytes)).toEqual([
      { text: 'a\n', line: 1 },
      { text: '\n', line: 2 },
      { text: 'b', line: 3 },
    ]);
  });

  it('finds the same rows however the file arrives', () => {
    const line = fc.stringMatching(/^[^\r\n]{1,30}$/u);
    const end = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(line, end)), fc.option(line), pieceSizes, (lines, last, sizes) => {
        const rows = lines.map(([text, newline]) => text + newline);
        if (last !== null) rows.push(last);
        expect(texts(rows.join(''), sizes)).toEqual(rows.map((row) => new TextDecoder().decode(utf8(row))));
      }),
    );
  });
});
