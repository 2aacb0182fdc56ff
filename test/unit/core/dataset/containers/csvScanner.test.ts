import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CsvScanner } from '../../../../../src/core/dataset/containers/csvScanner';
import { MAX_ROW_BYTES } from '../../../../../src/core/dataset/containers/rowScanner';
import { csvFields } from '../../../../../src/core/dataset/recordReader';
import { pieceSizes, rowsOf, scanAll, utf8 } from './scanning';

const rows = (text: string, sizes?: number[]) => {
  const bytes = utf8(text);
  return rowsOf(scanAll(new CsvScanner({ offset: 0, line: 1 }, 44), bytes, sizes), bytes);
};
const texts = (text: string) => rows(text).map((row) => row.text);

/** The definition, character by character: the records of a text with the lines on which they start. */
function plainRecords(text: string): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  const isBreak = (at: number): boolean => text[at] === '\n' || text[at] === '\r';
  /** Behind the line end at `at`: `\r\n` is one. */
  const behind = (at: number): number => at + (text.startsWith('\r\n', at) ? 2 : 1);
  let line = 1;
  for (let start = 0; start < text.length;) {
    let at = start;
    let lines = 0;
    let firstBreak = -1;
    let isBroken = false;
    for (let fieldStart = true; at < text.length && !isBreak(at) && !isBroken;) {
      if (fieldStart && text[at] === '"') {
        firstBreak = -1;
        for (at++; at < text.length && (text[at] !== '"' || text[at + 1] === '"');) {
          if (text[at] === '"') at += 2;
          else if (!isBreak(at)) at++;
          else {
            at = behind(at);
            lines++;
            if (firstBreak < 0) firstBreak = at;
          }
        }
        isBroken = firstBreak >= 0 && (at === text.length || !/^"([, \r\n]|$)/.test(text.slice(at, at + 2)));
        at++;
        fieldStart = false;
      } else {
        fieldStart = text[at] === ',';
        at++;
      }
    }
    const end = isBroken ? firstBreak : Math.min(at < text.length ? behind(at) : at, text.length);
    found.push({ text: text.slice(start, end), line });
    // A broken record may hold whole lines in an earlier field.
    line += isBroken ? text.slice(start, end).split(/\r\n|\r|\n/).length - 1 : lines + 1;
    start = end;
  }
  while (found.length > 0 && /^[\r\n]*$/.test(found.at(-1)?.text ?? '')) found.pop();
  return found;
}

describe('CsvScanner', () => {
  it('ends records at \\n, \\r\\n and \\r, also mixed', () => {
    expect(rows('a,b\r\nc,d\ne,f\rg,h')).toEqual([
      { text: 'a,b\r\n', line: 1 },
      { text: 'c,d\n', line: 2 },
      { text: 'e,f\r', line: 3 },
      { text: 'g,h', line: 4 },
    ]);
    expect(texts('a\r')).toEqual(['a\r']);
  });

  it('keeps line ends within quotation marks and counts them', () => {
    expect(rows('1,"a\nb\r\nc\rd"\n2,x\n')).toEqual([
      { text: '1,"a\nb\r\nc\rd"\n', line: 1 },
      { text: '2,x\n', line: 5 },
    ]);
  });

  it('takes doubled quotation marks and marks in the middle of a field as text', () => {
    expect(texts('"a ""b"",\n",1\nc "d,\ne\n')).toEqual(['"a ""b"",\n",1\n', 'c "d,\n', 'e\n']);
    expect(texts('"",""\n"" ,x\n')).toEqual(['"",""\n', '"" ,x\n']);
  });

  it('takes empty lines in the middle, and none at the end', () => {
    expect(rows('a\n\n\r\n,\nb\n\n\r\n\r')).toEqual([
      { text: 'a\n', line: 1 },
      { text: '\n', line: 2 },
      { text: '\r\n', line: 3 },
      { text: ',\n', line: 4 },
      { text: 'b\n', line: 5 },
    ]);
    expect(rows('')).toEqual([]);
  });

  it('loses only the record whose quotation mark is never closed', () => {
    expect(rows('1,a\n2,"b\n3,c\n4,d\n')).toEqual([
      { text: '1,a\n', line: 1 },
      { text: '2,"b\n', line: 2 },
      { text: '3,c\n', line: 3 },
      { text: '4,d\n', line: 4 },
    ]);
    expect(texts('1,"b')).toEqual(['1,"b']);
  });

  it('loses only the record whose quotation mark would close inside a later one', () => {
    expect(rows('1,"a\r\n2,"b"\r\n3,"c\nd"\r\n')).toEqual([
      { text: '1,"a\r\n', line: 1 },
      { text: '2,"b"\r\n', line: 2 },
      { text: '3,"c\nd"\r\n', line: 3 },
    ]);
  });

  it('finds the same broken and whole records however the file arrives', () => {
    const whole = rows('x,"1\r\n2"\n1,"a\r\n2,"b"\n\n3,"c\nd"\r4,"e\n5,f\n');
    fc.assert(
      fc.property(pieceSizes, (sizes) => {
        expect(rows('x,"1\r\n2"\n1,"a\r\n2,"b"\n\n3,"c\nd"\r4,"e\n5,f\n', sizes)).toEqual(whole);
      }),
    );
    expect(whole.map(({ line }) => line)).toEqual([1, 3, 4, 5, 6, 8, 9]);
  });

  it('finds the records that papaparse finds, however the file arrives', () => {
    const field = fc.oneof(fc.stringMatching(/^[a-z ]{0,8}$/), fc.stringMatching(/^[a-z,"\n ]{0,8}$/));
    const record = fc.array(field, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        pieceSizes,
        (data, newline, sizes) => {
          const text = Papa.unparse(data, { newline });
          const found = rows(text, sizes).map((row) => csvFields(row.text.replace(/\r?\n$/, ''), ','));
          expect(found).toEqual(Papa.parse<string[]>(text, { newline }).data.map((fields) => ({ fields })));
          expect(found.map(({ fields }) => fields)).toEqual(data);
        },
      ),
    );
  });

  it('finds what a plain state machine finds, byte by byte', () => {
    const noise = fc.array(
      fc.constantFrom('"', '""', '","', '\n', '\r', '\r\n', ',', ' ', 'x', 'longer than a few bytes'),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(noise, pieceSizes, (pieces, sizes) => {
        const text = pieces.join('');
        expect(rows(text, sizes)).toEqual(plainRecords(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('ends a quoted field that grows beyond the longest row with its first line', () => {
    const long = 'x'.repeat(MAX_ROW_BYTES);
    const whole = `1,"a\r\n${long}",2\n3,c\n`;
    for (const sizes of [undefined, [1_000_003]]) {
      const found = rows(whole, sizes).map(({ text, line }) => [text.length, line]);
      expect(found).toEqual([
        [6, 1],
        [long.length + 4, 2],
        [4, 3],
      ]);
    }
  });

  it('never loses a byte and never fails, whatever the bytes', () => {
    const noise = fc.array(fc.constantFrom(...Array.from('",\n\r xé"')), { maxLength: 60 });
    fc.assert(
      fc.property(noise, pieceSizes, (characters, sizes) => {
        const text = characters.join('');
        const found = rows(text, sizes);
        expect(found).toEqual(rows(text));
        const joined = found.map((row) => row.text).join('');
        expect(text.startsWith(joined)).toBe(true);
        expect(text.slice(joined.length)).toMatch(/^[\r\n]*$/);
      }),
      { numRuns: 1000 },
    );
  });
});
