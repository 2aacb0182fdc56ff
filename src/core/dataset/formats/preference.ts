import { readPrompt, readReferences } from '../answers';
import { asksNothing, sampleOf, systemOf } from '../conversation';
import { promptField } from '../fieldNames';
import type { Format, Unusable } from '../format';
import { canonicalJson, type JsonObject, type JsonValue } from '../json';
import { isMessageList } from '../messages';
import type { Message } from '../sample';

const isGiven = (value: JsonValue | undefined): boolean => value !== undefined && value !== null;

/**
 * Preference pairs as TRL documents them: `chosen` and `rejected` beside a `prompt` (or `messages`, or a field with
 * another usual name), as texts or as lists of messages. Without a prompt the beginning that both answers share is it.
 */
export const preference: Format = {
  id: 'preference',
  title: 'Preference pairs',

  matches(record) {
    // With an instruction or conversations beside them, chosen and rejected belong to Alpaca or ShareGPT.
    const isOthers = isGiven(record['conversations']) || (isGiven(record['instruction']) && !isGiven(record['prompt']));
    return isGiven(record['chosen']) && isGiven(record['rejected']) && !isOthers;
  },

  usualFields(record) {
    const prompt = promptName(record);
    return { ...(prompt !== undefined && { prompt }), reference: 'chosen' };
  },

  read(record, fields) {
    const reference = fields.reference ?? 'chosen';
    const name = fields.prompt ?? promptName(record);
    const found = name === undefined ? implicitPair(record, reference) : explicitPair(record, name, reference);
    if ('unusable' in found) return found;
    const { messages, references, rejected } = found;
    const system = messages[0]?.role === 'system' ? [] : systemOf(record);
    const used = [
      reference,
      'rejected',
      ...(name === undefined ? [] : [name]),
      ...(system.length > 0 ? ['system'] : []),
    ];
    return sampleOf(record, fields, { messages: [...system, ...messages], references, rejected, used });
  },
};

function promptName(record: JsonObject): string | undefined {
  const named = promptField(record) ?? 'prompt';
  return ['prompt', 'messages', named].find((name) => isGiven(record[name]));
}

interface Pair {
  readonly messages: readonly Message[];
  readonly references: readonly string[];
  readonly rejected: readonly string[];
}

function explicitPair(record: JsonObject, name: string, reference: string): Pair | Unusable {
  const messages = readPrompt(record[name], name);
  if ('unusable' in messages) return messages;
  return { messages, references: readReferences(record[reference]), rejected: readReferences(record['rejected']) };
}

/** Parts the beginning that two answers share from their ends, as TRL's `extract_prompt` does. */
function implicitPair(record: JsonObject, reference: string): Pair | Unusable {
  const chosen = record[reference];
  const rejected = record['rejected'];
  let shared: JsonValue;
  let ends: readonly [JsonValue, JsonValue];
  if (isMessageList(chosen) && isMessageList(rejected)) {
    const at = sharedMessages(chosen, rejected);
    shared = chosen.slice(0, at);
    ends = [chosen.slice(at), rejected.slice(at)];
  } else if (typeof chosen === 'string' && typeof rejected === 'string') {
    const at = sharedCharacters(chosen, rejected);
    shared = chosen.slice(0, at);
    ends = [chosen.slice(at), rejected.slice(at)];
  } else {
    return {
      unusable: `There is no “prompt”, and “${reference}” and “rejected” are neither texts nor lists of messages.`,
    };
  }
  if (shared.length === 0) {
    return { unusable: `There is no “prompt”, and “${reference}” and “rejected” do not begin alike.` };
  }
  const messages = readPrompt(shared, reference);
  if ('unusable' in messages) return messages;
  if (asksNothing(messages)) return { unusable: `There is no “prompt”, and “${reference}” begins with none.` };
  return { messages, references: readReferences(ends[0]), rejected: readReferences(ends[1]) };
}

/** How many messages two conversations begin with alike; each keeps one of its own at least. */
function sharedMessages(a: readonly JsonValue[], b: readonly JsonValue[]): number {
  const most = Math.min(a.length, b.length) - 1;
  let at = 0;
  while (at < most && canonicalJson(a[at] ?? null) === canonicalJson(b[at] ?? null)) at++;
  return at;
}

/** How many characters two texts begin with alike, up to the white space before the word that differs. */
function sharedCharacters(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at++;
  while (at > 0 && !/\s/u.test(a[at] ?? ' ')) at--;
  while (at > 0 && /\s/u.test(a[at - 1] ?? '')) at--;
  return at;
}
