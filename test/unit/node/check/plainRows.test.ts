// Plain rows are read from their bytes; whatever the bytes are, that must come to what their format and the rules come to.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainShapeOf } from '../../../../src/core/check/plainShapes';
import { RowFactsReader, type RowFacts } from '../../../../src/core/check/rowFacts';
import type { Format } from '../../../../src/core/dataset/format';
import { alpaca } from '../../../../src/core/dataset/formats/alpaca';
import { openaiChat } from '../../../../src/core/dataset/formats/openaiChat';
import { promptCompletion } from '../../../../src/core/dataset/formats/promptCompletion';
import { FORMATS } from '../../../../src/core/dataset/formats/registry';
import { sharegpt } from '../../../../src/core/dataset/formats/sharegpt';
import type { JsonValue } from '../../../../src/core/dataset/json';
import { PlainRows } from '../../../../src/node/check/plainRows';
import { ALPACA, CHAT, generalFacts, PAIR, SHAREGPT } from '../../core/check/plainRecords';

const RUNS = 10_000;

const BY_FORMAT = [
  { format: openaiChat, records: CHAT },
  { format: sharegpt, records: SHAREGPT },
  { format: promptCompletion, records: PAIR },
  { format: alpaca, records: ALPACA },
];

function plainRows(format: Format): PlainRows {
  const shape = plainShapeOf(format, {});
  if (!shape) throw new Error(`${format.id} has no plain rows`);
  return new PlainRows(shape);
}

/** The facts of rows that stand behind each other, and which of them were not read. */
function readAll(plain: PlainRows, rows: readonly Uint8Array[]): { facts: RowFacts; other: number[] } {
  const reader = new RowFactsReader(openaiChat, {}, 0, rows.length);
  // What was read before must tell nothing.
  plain.block.fill('"');
  const spans: { start: number; end: number; line: number }[] = [];
  let end = 0;
  for (const row of rows) {
    plain.block.set(row, end);
    spans.push({ start: end, end: end + row.length, line: 1 });
    end += row.length;
  }
  const block = { from: 0, to: rows.length, start: 0, bytes: plain.block.subarray(0, end) };
  const other = [...plain.read(block, (row) => spans[row] ?? { start: 0, end: 0, line: 1 }, reader)];
  return { facts: reader.finish(), other };
}

/** The row's facts if it was read; undefined where it is left to others. */
function readOne(plain: PlainRows, row: Uint8Array): RowFacts | undefined {
  const { facts, other } = readAll(plain, [row]);
  return other.length === 0 ? facts : undefined;
}

/** JSON as Python writes it, all of it in ASCII or not. */
function pythonJson(value: JsonValue | undefined, isAscii: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => pythonJson(item, isAscii)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${pythonJson(member, isAscii)}`).join(', ')}}`;
  }
  const json = JSON.stringify(value);
  return isAscii
    ? json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : json;
}

const WAYS = fc.constantFrom(
  (record: JsonValue) => JSON.stringify(record),
  (record: JsonValue) => pythonJson(record, false),
  (record: JsonValue) => pythonJson(record, true),
);

const LINE_END = fc.constantFrom('', '\n', '\r\n');

/** What is put into the bytes of a row: what means something in JSON or in UTF-8, and other bytes. */
const DAMAGE = fc.oneof(
  fc
    .constantFrom('"', '\\', '\\"', '\\u00e4', '\\uD83D', '\\u00g0', '\\x', '}', ']', ',', ':', ' ', '\n', '\t', '\0')
    .map((text) => Buffer.from(text)),
  fc
    .constantFrom([0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe0, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe4, 0xbd], [0xff])
    .map((bytes) => Buffer.from(bytes)),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
);

describe('plain rows', () => {
  it.each(BY_FORMAT)(
    'of $format.title have the facts that their format and the rules come to',
    ({ format, records }) => {
      const plain = plainRows(format);
      let read = 0;
      fc.assert(
        fc.property(records, WAYS, LINE_END, (record, written, lineEnd) => {
          const row = Buffer.from(written(record as JsonValue) + lineEnd);
          const facts = readOne(plain, row);
          if (!facts) return;
          read++;
          expect(facts).toEqual(generalFacts(format, row));
          expect([...facts.found]).toEqual([0]);
        }),
        { numRuns: RUNS },
      );
      // Else the comparison says little.
      expect(read).toBeGreaterThan(RUNS / 20);
    },
  );

  it.each(BY_FORMAT)('of $format.title are told from damaged ones', ({ format, records }) => {
    const plain = plainRows(format);
    fc.assert(
      fc.property(records, WAYS, fc.nat(), fc.nat(2), DAMAGE, (record, written, at, removed, put) => {
        const whole = Buffer.from(written(record as JsonValue));
        const place = at % whole.length;
        const row = Buffer.concat([whole.subarray(0, place), put, whole.subarray(place + removed)]);
        const facts = readOne(plain, row);
        if (facts) expect(facts).toEqual(generalFacts(format, row));
      }),
      { numRuns: RUNS },
    );
  });

  it('are read in any number and of any length', () => {
    const plain = plainRows(promptCompletion);
    const rows = Array.from({ length: 2500 }, (_, row) =>
      Buffer.from(`{"prompt":"${'ab ä\\n'.repeat(row % 9)}${row}","completion":"${'x'.repeat(row % 85)}${row % 7}"}\n`),
    );
    const { facts, other } = readAll(plain, rows);
    expect(other).toEqual([]);
    for (const [row, bytes] of rows.entries()) {
      const expected = generalFacts(promptCompletion, bytes);
      for (const column of ['promptLengths', 'referenceLengths', 'sketchHigh', 'sketchLow', 'labels'] as const) {
        expect(facts[column][row]).toBe(expected[column][0]);
      }
    }
  });

  it.each([
    ['a text that ends in the next', ['{"prompt":"a","completion":"b', '"}\n'], [0, 1]],
    ['a control character', ['{"prompt":"a\tb","completion":"b"}'], [0]],
    ['half a pair of surrogates', [String.raw`{"prompt":"\ud83d","completion":"b"}`], [0]],
    ['more fields', ['{"prompt":"a","completion":"b","id":1}'], [0]],
    ['text behind it', ['{"prompt":"a","completion":"b"} x'], [0]],
  ])('are left to others with %s', (_, rows, expected) => {
    const { other } = readAll(
      plainRows(promptCompletion),
      rows.map((row) => Buffer.from(row)),
    );
    expect(other).toEqual(expected);
  });

  it('have no text of nothing but white space', () => {
    const plain = plainRows(promptCompletion);
    const texts = Array.from({ length: 0xd800 }, (_, unit) => String.fromCharCode(unit)).concat(
      ' \u3000',
      '\ufeff',
      '😀',
    );
    for (let from = 0; from < texts.length; from += 1000) {
      const some = texts.slice(from, from + 1000);
      const rows = some.map((text) => Buffer.from(JSON.stringify({ prompt: 'a', completion: text })));
      const blank = some.flatMap((text, index) => (text.trim() === '' ? [index] : []));
      expect(readAll(plain, rows).other).toEqual(blank);
    }
  });

  it.each([
    ['{"prompt":"a","completion":"b"}', 1, 1],
    [String.raw`{"prompt":"\u00e4\"\\\/\b\f\n\r\tä合","completion":"⚖️😀"}`, 11, 3],
    ['{"prompt": "a b", "completion": " \u3000x\ufeff"}\r\n', 3, 4],
    ['{"instruction":"ab","input":"c","output":"😀"}', 4, 1],
    ['{"instruction":"ab","input":"","output":"😀"}', 2, 1],
    ['{"instruction": "ab", "output": "x"}', 2, 1],
  ])('have lengths in characters: %s', (row, prompt, reference) => {
    const facts = readOne(plainRows(row.includes('prompt') ? promptCompletion : alpaca), Buffer.from(row));
    expect([...(facts?.promptLengths ?? []), ...(facts?.referenceLengths ?? [])]).toEqual([prompt, reference]);
  });

  it('are known by the fields that the format itself takes', () => {
    expect(plainShapeOf(openaiChat, { prompt: 'messages' })).toBeUndefined();
    expect(plainShapeOf(openaiChat, { reference: 'answer' })).toBeUndefined();
    expect(plainShapeOf(openaiChat, { id: 'key' })).toBeDefined();
    const withShape = FORMATS.filter((format) => plainShapeOf(format, {}) !== undefined);
    expect(new Set(withShape)).toEqual(new Set(BY_FORMAT.map(({ format }) => format)));
  });
});
