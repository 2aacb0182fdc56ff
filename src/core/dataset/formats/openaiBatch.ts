import { readReferences } from '../answers';
import { sampleOf } from '../conversation';
import { referenceField } from '../fieldNames';
import type { Format, Unusable } from '../format';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { readInput } from '../responsesInput';
import type { Message } from '../sample';

/** The members of a request's body that may hold the prompt: chat, responses, completions. */
const PROMPT_NAMES = ['messages', 'input', 'prompt'];

/**
 * The input of OpenAI's Batch API: `custom_id`, which is the sample's id, and a request's `body`, with `messages` (chat),
 * `input` and `instructions` (responses) or `prompt` (completions). The body's members count as fields of the record.
 */
export const openaiBatch: Format = {
  id: 'openai-batch',
  title: 'OpenAI Batch',

  matches(record) {
    const { custom_id: id, body } = record;
    return id !== undefined && isJsonObject(body) && PROMPT_NAMES.some((name) => name in body);
  },

  usualFields(record) {
    const flat = flatten(record);
    const prompt = PROMPT_NAMES.find((name) => name in flat);
    const reference = referenceField(record);
    return { ...(prompt !== undefined && { prompt }), ...(reference !== undefined && { reference }) };
  },

  read(record, fields) {
    if (!isJsonObject(record['body'])) return { unusable: '“body” is missing or no object.' };
    const flat = flatten(record);
    const name = fields.prompt ?? PROMPT_NAMES.find((candidate) => candidate in flat) ?? 'messages';
    const messages = readPromptOf(flat, name);
    if ('unusable' in messages) return messages;
    const reference = fields.reference ?? referenceField(record);
    const references = reference === undefined ? [] : readReferences(flat[reference]);
    const used = [name, 'instructions', ...(reference === undefined ? [] : [reference])];
    return sampleOf(flat, { id: 'custom_id', ...fields }, { messages, references, used });
  },
};

function flatten({ body, ...record }: JsonObject): JsonObject {
  return isJsonObject(body) ? { ...body, ...record } : record;
}

function readPromptOf(flat: JsonObject, name: string): readonly Message[] | Unusable {
  const messages = readInput(flat[name], name);
  const instructions: JsonValue | undefined = flat['instructions'];
  if ('unusable' in messages || typeof instructions !== 'string' || instructions === '') return messages;
  return [{ role: 'developer', content: instructions }, ...messages];
}
