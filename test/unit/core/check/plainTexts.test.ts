// A plain record is read without its format and without the rules; whatever it is, that must come to the same.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainReaderOf } from '../../../../src/core/check/plainTexts';
import { RowFactsReader, type RowFacts } from '../../../../src/core/check/rowFacts';
import { FORMATS } from '../../../../src/core/dataset/formats/registry';
import { openaiChat } from '../../../../src/core/dataset/formats/openaiChat';
import { promptCompletion } from '../../../../src/core/dataset/formats/promptCompletion';
import type { Format } from '../../../../src/core/dataset/format';
import type { JsonValue } from '../../../../src/core/dataset/json';
import { readRecord } from '../../../../src/core/dataset/recordReader';

/** Mostly texts; what is no text, or blank, comes now and then. */
const TEXT = fc.oneof(
  { weight: 30, arbitrary: fc.string({ unit: 'binary', minLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom<JsonValue[]>('', ' \n', '\u00a0', '\u0085', '\ud83d', null, 7, ['a'], {}) },
  { weight: 1, arbitrary: fc.constantFrom<JsonValue[]>([{ type: 'text', text: 'a' }], 'x'.repeat(100), '<image>') },
);

/** What stands beside a sample: metadata, and what means more. */
const EXTRA = fc.oneof(
  { weight: 20, arbitrary: fc.constant({}) },
  {
    weight: 10,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'id',
        'topic',
        'text',
        'system',
        'tools',
        'functions',
        'images',
        'image',
        'input',
        'label',
        'chosen',
      ),
      fc.constantFrom<JsonValue[]>('a', '', '[{"name":"f"}]', 1, 1e300, 2 ** 60, true, null, [], ['a'], { a: 1 }, [
        { role: 'user', content: 'a' },
      ]),
      { maxKeys: 2 },
    ),
  },
  { weight: 1, arbitrary: fc.constant(JSON.parse('{"__proto__":{"role":"user"}}') as Record<string, JsonValue>) },
);

const MESSAGE_EXTRA = fc.oneof(
  { weight: 40, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, JsonValue>[]>(
      { weight: 0 },
      { weight: 1 },
      { name: 'n' },
      { tool_calls: [{ function: { name: 'f', arguments: '{' } }] },
      { function_call: { name: 'f', arguments: {} } },
      { reasoning: 'r' },
      { refusal: 'no' },
      { from: 'gpt', value: 'x' },
      { parts: [] },
    ),
  },
);

const ROLES = ['system', 'user', 'assistant', 'tool', 'developer', 'bot'];

/** Turns in order, of which some are exchanged for another. */
const CHAT = fc
  .record({
    opening: fc.constantFrom([], ['system'], ['system', 'system']),
    turns: fc.nat(3),
    texts: fc.array(fc.tuple(TEXT, MESSAGE_EXTRA), { minLength: 8, maxLength: 8 }),
    other: fc.option(fc.record({ at: fc.nat(7), role: fc.constantFrom(...ROLES) }), { freq: 4, nil: undefined }),
    extra: EXTRA,
  })
  .map(({ opening, turns, texts, other, extra }) => {
    const roles = [...opening, ...Array.from({ length: turns }, () => ['user', 'assistant']).flat()];
    if (other && other.at < roles.length) roles[other.at] = other.role;
    const messages = roles.map((role, at) => ({ role, content: texts[at]?.[0], ...texts[at]?.[1] }));
    return { ...extra, messages };
  });

const PAIR = fc
  .record({ prompt: TEXT, completion: TEXT, extra: EXTRA })
  .map(({ extra, ...pair }) => ({ ...extra, ...pair }));

const readerOf = (format: Format): RowFactsReader => new RowFactsReader(format, {}, 5, 1);

function generalFacts(format: Format, text: string): RowFacts {
  const reader = readerOf(format);
  const read = readRecord(new TextEncoder().encode(text), undefined);
  if ('unusable' in read) reader.takeBad(5);
  else reader.takeRecord(5, read.record);
  return reader.finish();
}

describe('plain records', () => {
  it.each([
    { format: openaiChat, records: CHAT },
    { format: promptCompletion, records: PAIR },
  ])('of $format.title have the facts that their format and the rules come to', ({ format, records }) => {
    let plain = 0;
    const runs = 10_000;
    fc.assert(
      fc.property(records, (record) => {
        const text = JSON.stringify(record);
        const reader = readerOf(format);
        if (!reader.takePlain(5, JSON.parse(text) as JsonValue, true)) return;
        plain++;
        const quick = reader.finish();
        expect(quick).toEqual(generalFacts(format, text));
        expect([...quick.found]).toEqual([0]);
      }),
      { numRuns: runs },
    );
    // Else the comparison says little.
    expect(plain).toBeGreaterThan(runs / 10);
  });

  it('are known by the fields that the format itself takes', () => {
    const fields = [{ prompt: 'messages' }, { reference: 'answer' }];
    expect(fields.map((named) => plainReaderOf(openaiChat, named))).toEqual([undefined, undefined]);
    expect(plainReaderOf(openaiChat, { id: 'key' })).toBeDefined();
    expect(FORMATS.filter((format) => plainReaderOf(format, {}) !== undefined)).toEqual([openaiChat, promptCompletion]);
  });
});
