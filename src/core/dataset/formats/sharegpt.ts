import { answersOf, judged, readReferences } from '../answers';
import { askedIn, sampleOf, systemOf } from '../conversation';
import { scalarText, shown } from '../fields';
import type { Format, Unusable } from '../format';
import { isJsonObject, parseNested, type JsonObject, type JsonValue } from '../json';
import { isMessageList, readMessages } from '../messages';
import type { Message, Role } from '../sample';

/** Who speaks, under the names that ShareGPT files use. */
const ROLES: Readonly<Partial<Record<string, Role>>> = {
  human: 'user',
  user: 'user',
  gpt: 'assistant',
  assistant: 'assistant',
  model: 'assistant',
  function_call: 'assistant',
  observation: 'tool',
  tool: 'tool',
  system: 'system',
};

const KNOWN_ROLES = 'human, gpt, observation, function_call, system';

/**
 * ShareGPT as LLaMA-Factory documents it: `conversations` of turns `{from, value}`, `system` and `tools` beside them. The
 * last answer is the reference and everything before it the prompt; with `chosen` and `rejected` all of it is. Turns
 * `{role, content}` under the same name are read as well.
 */
export const sharegpt: Format = {
  id: 'sharegpt',
  title: 'ShareGPT',

  matches(record) {
    const turns = record['conversations'];
    const first: unknown = Array.isArray(turns) ? turns[0] : undefined;
    return isMessageList(turns) || (isJsonObject(first) && typeof first['from'] === 'string');
  },

  usualFields(record) {
    return { prompt: 'conversations', ...(isPreference(record) && { reference: 'chosen' }) };
  },

  read(record, fields) {
    const name = fields.prompt ?? 'conversations';
    const all = readTurns(record[name], name);
    if ('unusable' in all) return all;
    const system = all[0]?.role === 'system' ? [] : systemOf(record);
    const used = [name, ...(system.length > 0 ? ['system'] : [])];

    const reference = fields.reference ?? (isPreference(record) ? 'chosen' : undefined);
    const apart = reference === undefined ? undefined : readAnswer(record[reference]);
    const asked = askedIn(all, name, apart);
    if ('unusable' in asked) return asked;
    const messages = [...system, ...asked.messages];
    if (reference === undefined) {
      const answers = judged(asked.references, record['kto_tag']);
      return sampleOf(record, fields, { messages, ...answers, used: [...used, 'kto_tag'] });
    }
    const rejected = readAnswer(record['rejected']);
    return sampleOf(record, fields, { ...asked, messages, rejected, used: [...used, reference, 'rejected'] });
  },
};

function isPreference(record: JsonObject): boolean {
  return isJsonObject(record['chosen']) && isJsonObject(record['rejected']);
}

/** An answer given as a turn, or in any way that references are given. */
function readAnswer(value: JsonValue | undefined): readonly string[] {
  const turn = isJsonObject(value) ? readTurn(value, 1) : undefined;
  return turn && !('unusable' in turn) ? answersOf(turn) : readReferences(value);
}

function readTurns(value: JsonValue | undefined, name: string): readonly Message[] | Unusable {
  if (value === undefined) return { unusable: `“${name}” is missing.` };
  if (!Array.isArray(value)) return { unusable: `“${name}” is not a list of turns.` };
  if (value.length === 0 || isMessageList(value)) return readMessages(value as JsonValue, name);
  const messages: Message[] = [];
  for (const [index, item] of (value as readonly JsonValue[]).entries()) {
    if (!isJsonObject(item)) return { unusable: `Turn ${index + 1} is not an object.` };
    const message = readTurn(item, index + 1);
    if ('unusable' in message) return message;
    messages.push(message);
  }
  return messages;
}

function readTurn(turn: JsonObject, number: number): Message | Unusable {
  const from = turn['from'];
  if (typeof from !== 'string') return { unusable: `Turn ${number} does not say who it is from.` };
  const role = Object.hasOwn(ROLES, from) ? ROLES[from] : undefined;
  if (role === undefined) {
    return { unusable: `Turn ${number} is from “${shown(from)}”; known are ${KNOWN_ROLES}.` };
  }
  const content = scalarText(turn['value']);
  if (content === undefined) return { unusable: `Turn ${number} has no text in “value”.` };
  return from === 'function_call' ? functionCall(content) : { role, content };
}

/** A call written as JSON text `{name, arguments}`, or several in a list; what is not remains text. */
function functionCall(content: string): Message {
  const value = parseNested(content);
  const calls = Array.isArray(value) ? (value as readonly JsonValue[]) : [value ?? null];
  const read = readMessages([{ role: 'assistant', tool_calls: calls }], 'conversations');
  return 'unusable' in read || !read[0] ? { role: 'assistant', content } : read[0];
}
