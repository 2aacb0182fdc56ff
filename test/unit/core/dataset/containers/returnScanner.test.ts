import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReturnScanner } from '../../../../../src/core/dataset/containers/returnScanner';
import { pieceSizes, rowsOf, scanAll, utf8 } from './scanning';

const rows = (text: string, sizes?: number[]) => {
  const bytes = utf8(text);
  return rowsOf(scanAll(new ReturnScanner({ offset: 0, line: 1 }), bytes, sizes), bytes);
};

describe('ReturnScanner', () => {
  it('ends rows at carriage returns, line feeds and both together', () => {
    expect(rows('{"a":1}\r{"b":2}\n{"c":3}\r\n\r{"d":4}\r\r\n')).toEqual([
      { text: '{"a":1}\r', line: 1 },
      { text: '{"b":2}\n', line: 2 },
      { text: '{"c":3}\r\n', line: 3 },
      { text: '\r', line: 4 },
      { text: '{"d":4}\r', line: 5 },
    ]);
    expect(rows('')).toEqual([]);
  });

  it('finds as many lines as the editor, however the file arrives', () => {
    const text = fc.array(fc.constantFrom('a', '\r', '\n', '\r\n')).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, pieceSizes, (lines, sizes) => {
        const expected = lines.replace(/[\r\n]+$/, '').split(/\r\n|\r|\n/);
        expect(rows(lines, sizes).map((row) => row.text.replace(/[\r\n]/g, ''))).toEqual(
          expected.join('') === '' ? [] : expected,
        );
      }),
    );
  });
});
