import { readReferences } from '../answers';
import { askedIn, sampleOf, systemOf } from '../conversation';
import { referenceField } from '../fieldNames';
import type { Format } from '../format';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { isMessageList, readMessages } from '../messages';

/**
 * OpenAI's chat fine-tuning format, as Azure, Together, Fireworks and Mistral take it too: `messages`, and `tools`
 * beside them. The last assistant message that is trained on (whose `weight` is not 0) is the reference, and everything
 * before it the prompt. Where the messages end with someone else and a field such as `reference_answer` stands beside
 * them (reinforcement fine-tuning), all of them are the prompt and that field is the reference.
 */
export const openaiChat: Format = {
  id: 'openai-chat',
  title: 'OpenAI chat',

  matches(record) {
    return isMessageList(record['messages']);
  },

  usualFields(record) {
    const reference = referenceApart(record, 'messages');
    return { prompt: 'messages', ...(reference !== undefined && { reference }) };
  },

  read(record, fields) {
    const name = fields.prompt ?? 'messages';
    const list = record[name];
    if (list === undefined) return { unusable: `“${name}” is missing.` };
    const read = readMessages(list, name);
    if ('unusable' in read) return read;
    const system = systemOf(record);
    const all = system.length === 0 ? read : [...system, ...read];

    const field = fields.reference ?? referenceApart(record, name);
    const apart = field === undefined ? undefined : readReferences(record[field]);
    const asked = askedIn(all, name, apart, (index) => !hasNoWeight(list, index - system.length));
    if ('unusable' in asked) return asked;
    const used = [name, ...(system.length > 0 ? ['system'] : []), ...(field === undefined ? [] : [field])];
    return sampleOf(record, fields, { ...asked, used });
  },
};

function hasNoWeight(list: JsonValue, index: number): boolean {
  const message: unknown = Array.isArray(list) ? list[index] : undefined;
  return isJsonObject(message) && message['weight'] === 0;
}

/** The field beside messages that do not end with an answer which holds the reference. */
function referenceApart(record: JsonObject, name: string): string | undefined {
  const list = record[name];
  const last: unknown = Array.isArray(list) ? list.at(-1) : undefined;
  if (!isJsonObject(last) || last['role'] === 'assistant') return undefined;
  return record['reference_answer'] === undefined ? referenceField(record) : 'reference_answer';
}
