// Whatever becomes of a file, it is read without an exception: each row is a sample, or says why not; and what the damage
// did not touch is read as before.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../../src/core/dataset/detect';
import type { Format, Unusable } from '../../../../src/core/dataset/format';
import { columns } from '../../../../src/core/dataset/formats/columns';
import { examineHead, scannerFor, type Head } from '../../../../src/core/dataset/head';
import { isJsonObject, parseNested, type JsonObject, type JsonValue } from '../../../../src/core/dataset/json';
import { readSample } from '../../../../src/core/dataset/recordReader';
import type { SampleContent } from '../../../../src/core/dataset/sample';
import { promptText } from '../../../../src/core/dataset/sampleIds';
import { FIXTURES, pathOf } from './fixtures';

/** Mutations over all fixtures, of the bytes and of the values. */
const MUTATIONS = 11_000;

/** The fixtures that are read from their own bytes. */
const FILES = FIXTURES.filter(
  (file) => /\.(?:jsonl|json|csv|tsv)$/.test(file) && read(file, readFileSync(pathOf(file))) !== undefined,
);
const RUNS = Math.ceil(MUTATIONS / 2 / FILES.length);

interface Row {
  readonly start: number;
  readonly end: number;
  readonly content: SampleContent | Unusable;
}

interface Read {
  readonly head: Head;
  readonly format: Format;
  readonly rows: readonly Row[];
}

/** Reads a file's bytes as the extension does; undefined where it refuses the file. */
function read(name: string, bytes: Uint8Array): Read | undefined {
  const head = examineHead(name, bytes, true);
  if ('refused' in head) return undefined;
  const format = detectFormat(head.records) ?? columns;
  const scanner = scannerFor(head);
  do {
    while (scanner.position < bytes.length) scanner.feed(bytes.subarray(scanner.position));
  } while (!scanner.finish());
  const layout = { container: head.container, format, fields: {}, ...(head.csv && { csv: head.csv }) };
  const rows = Array.from({ length: scanner.spans.count }, (_, row) => {
    const { start, end } = scanner.spans.at(row);
    return { start, end, content: readSample(bytes.subarray(start, end), layout) };
  });
  return { head, format, rows };
}

/** What is wrong with the answer for a row, if anything. */
function faultOf(content: SampleContent | Unusable): string | undefined {
  if ('unusable' in content) return /^\S[^]*\S\.$/.test(content.unusable) ? undefined : 'The reason is no sentence.';
  const { messages, references, rejected = [], metadata, tools = [] } = content;
  const isWhole =
    messages.length > 0 &&
    messages.every(({ role, content: said }) => role.length > 0 && (typeof said === 'string' || Array.isArray(said))) &&
    [...references, ...rejected].every((text) => typeof text === 'string' && text.trim() !== '') &&
    isJsonObject(metadata) &&
    Array.isArray(tools);
  // The sample's id is computed from the prompt's text.
  return isWhole && promptText(messages) !== '' ? undefined : 'This is no sample.';
}

const settingOf = ({ head }: Read): unknown[] => [head.container, head.start, head.csv];

/**
 * Reads what became of a file and compares the rows that are whole in both.
 * @returns how many rows were compared
 */
function compare(name: string, before: Uint8Array, original: Read, after: Uint8Array): number {
  const mutated = read(name, after);
  for (const { content } of mutated?.rows ?? []) {
    const fault = faultOf(content);
    if (fault !== undefined) expect.fail(`${fault} ${JSON.stringify(content)}`);
  }
  if (original.format !== mutated?.format || !isDeepStrictEqual(settingOf(original), settingOf(mutated))) return 0;
  const start = sharedStart(before, after);
  const end = before.length - sharedEnd(before, after, start);
  let compared = 0;
  original.rows.forEach((row, number) => {
    // What ends a row, a line end or a comma, must have stayed too.
    const isBefore = row.end < start;
    const isAfter = original.head.container === 'jsonl' && row.start > end;
    if (!isBefore && !isAfter) return;
    const found = mutated.rows.at(isBefore ? number : number - original.rows.length)?.content;
    if (!isDeepStrictEqual(found, row.content)) expect(found).toEqual(row.content);
    compared++;
  });
  return compared;
}

function sharedStart(a: Uint8Array, b: Uint8Array): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}

function sharedEnd(a: Uint8Array, b: Uint8Array, start: number): number {
  let length = 0;
  const most = Math.min(a.length, b.length) - start;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const concat = (...pieces: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(pieces));

/** Bytes that mean something where they should not be. */
const MARKS = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '\r\n',
  '\r',
  '\0',
  '\ufeff',
  '""',
  '[[[[',
  '{"a":',
  'null',
];

type Change = (bytes: Uint8Array) => Uint8Array;

const place = fc.nat(1_000_000);
const inserted = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.constantFrom(...MARKS).map(utf8));
const byteChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ at: place, length: fc.nat(60) }).map(({ at, length }): Change => (bytes) => {
    const from = at % (bytes.length + 1);
    return concat(bytes.subarray(0, from), bytes.subarray(from + length));
  }),
  fc.record({ at: place, length: fc.nat(60), to: place }).map(({ at, length, to }): Change => (bytes) => {
    const from = at % (bytes.length + 1);
    const into = to % (bytes.length + 1);
    return concat(bytes.subarray(0, into), bytes.subarray(from, from + length), bytes.subarray(into));
  }),
  fc.record({ at: place, bit: fc.nat(7) }).map(
    ({ at, bit }): Change =>
      (bytes) =>
        bytes.map((byte, index) => (index === at % bytes.length ? byte ^ (1 << bit) : byte)),
  ),
  fc
    .record({ at: place, length: fc.nat(4), bytes: inserted })
    .map(({ at, length, bytes: piece }): Change => (bytes) => {
      const from = at % (bytes.length + 1);
      return concat(bytes.subarray(0, from), piece, bytes.subarray(from + length));
    }),
);

const nested = (levels: number): JsonValue => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as JsonValue;

/** What a value is replaced by. */
const value: fc.Arbitrary<JsonValue> = fc.constantFrom<JsonValue[]>(
  null,
  0,
  -1e300,
  true,
  false,
  '',
  ' ',
  '[]',
  '{"name":"f"}',
  '['.repeat(5000),
  'x'.repeat(100_000),
  [],
  [null],
  ['text', 7],
  [[]],
  {},
  { role: 'user' },
  { role: 'assistant', content: 'x' },
  [{ role: 'assistant', content: [{ type: 'text', text: 'x' }] }],
  [{ from: 'gpt', value: 'x' }],
  { text: null, type: null },
  { type: 'text', text: 7 },
  JSON.parse('{"__proto__":{"role":"user"},"constructor":1}') as JsonObject,
  nested(150),
  nested(250),
);

/** The value with what stands at the `at`-th place in it (counted over all members, around) replaced. */
function replaced(whole: JsonValue, at: number, by: JsonValue): JsonValue {
  let left = at % places(whole);
  const visit = (node: JsonValue): JsonValue => {
    if (left-- === 0) return by;
    if (Array.isArray(node)) return (node as readonly JsonValue[]).map(visit);
    if (!isJsonObject(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, visit(member ?? null)]));
  };
  return visit(whole);
}

function places(node: JsonValue): number {
  const members = Array.isArray(node) || isJsonObject(node) ? (Object.values(node) as JsonValue[]) : [];
  return members.reduce<number>((sum, member) => sum + places(member), 1);
}

function opened(file: string): { readonly bytes: Uint8Array; readonly original: Read } {
  const bytes = Uint8Array.from(readFileSync(pathOf(file)));
  const original = read(file, bytes);
  if (!original) throw new Error(`${file} is refused.`);
  return { bytes, original };
}

describe('a damaged file', () => {
  it.each(FILES)('like %s is read, whatever happened to its bytes', (file) => {
    const { bytes, original } = opened(file);
    let compared = 0;
    fc.assert(
      fc.property(fc.array(byteChange, { minLength: 1, maxLength: 3 }), fc.nat(bytes.length), (changes, cut) => {
        const after = changes.reduce<Uint8Array>((changed, change) => change(changed), bytes);
        compared += compare(file, bytes, original, after);
        examineHead(file, after.subarray(0, cut), false);
      }),
      { numRuns: RUNS },
    );
    // A file of one row has none beside the one that was damaged.
    if (original.rows.length > 1) expect(compared).toBeGreaterThan(0);
  });

  it.each(FILES.filter((name) => !/\.[ct]sv$/.test(name)))('like %s is read, whatever its values are', (file) => {
    const { bytes, original } = opened(file);
    const rows = original.rows.flatMap(({ start, end }): { start: number; end: number; record: JsonValue }[] => {
      const text = Buffer.from(bytes.subarray(start, end)).toString();
      const record = parseNested(text);
      return record === undefined ? [] : [{ start, end: end - (text.endsWith('\n') ? 1 : 0), record }];
    });
    fc.assert(
      fc.property(fc.constantFrom(...rows), place, value, ({ start, end, record }, at, by) => {
        const text = utf8(JSON.stringify(replaced(record, at, by)));
        compare(file, bytes, original, concat(bytes.subarray(0, start), text, bytes.subarray(end)));
      }),
      { numRuns: RUNS },
    );
  });
});
