/** Records that are mostly plain, of the formats of which plain rows are read in another way. */
import * as fc from 'fast-check';
import { readRecord } from '../../../../src/core/dataset/recordReader';
import { RowFactsReader, type RowFacts } from '../../../../src/core/check/rowFacts';
import type { Format } from '../../../../src/core/dataset/format';
import type { JsonValue } from '../../../../src/core/dataset/json';

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
export const CHAT = fc
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

export const PAIR = fc
  .record({ prompt: TEXT, completion: TEXT, extra: EXTRA })
  .map(({ extra, ...pair }) => ({ ...extra, ...pair }));

/** The same turns under other names. */
export const SHAREGPT = CHAT.map(({ messages, ...extra }) => ({
  ...extra,
  conversations: messages.map(({ role, content, ...rest }) => ({
    from: role === 'user' ? 'human' : role === 'assistant' ? 'gpt' : role,
    value: content,
    ...rest,
  })),
}));

export const ALPACA = fc
  .record({
    instruction: TEXT,
    input: fc.option(fc.oneof(TEXT, fc.constant('')), { nil: undefined }),
    output: TEXT,
    extra: EXTRA,
  })
  .map(({ extra, instruction, input, output }) => ({
    instruction,
    ...(input === undefined ? {} : { input }),
    output,
    ...extra,
  }));

/** The facts of one row by its format and the rules. */
export function generalFacts(format: Format, bytes: Uint8Array): RowFacts {
  const reader = new RowFactsReader(format, {}, 0, 1);
  const read = readRecord(bytes, undefined);
  if ('unusable' in read) reader.takeBad(0);
  else reader.takeRecord(0, read.record);
  return reader.finish();
}
