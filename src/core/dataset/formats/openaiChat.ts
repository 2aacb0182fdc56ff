import { answerText, readReferences } from '../answers';
import { remainderOf } from '../fields';
import type { Format } from '../format';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { isMessageList, readMessages } from '../messages';
import type { Message } from '../sample';
import { referenceField } from './columns';

/**
 * OpenAI's chat fine-tuning format, as Azure, Together, Fireworks and Mistral take it too: `messages`, and `tools`
 * beside them. The last assistant message is the reference, and everything before it the prompt. Without an assistant
 * message (reinforcement fine-tuning) all of it is the prompt, and the reference a field such as `reference_answer`.
 */
export const openaiChat: Format = {
  id: 'openai-chat',
  title: 'OpenAI chat',

  matches(record) {
    return isMessageList(record['messages']);
  },

  usualFields() {
    return { prompt: 'messages' };
  },

  read(record, fields) {
    const name = fields.prompt ?? 'messages';
    if (record[name] === undefined) return { unusable: `“${name}” is missing.` };
    const read = readMessages(record[name], name);
    if ('unusable' in read) return read;
    const system = readSystem(record['system']);
    const all = system === undefined ? read : [system, ...read];

    const answerAt = all.findLastIndex((message) => message.role === 'assistant');
    const answer = all[answerAt];
    const field = fields.reference ?? (answer ? undefined : referenceField(record));
    // A reference given apart answers the conversation as it stands; only an answer at its end is not part of the prompt.
    const promptEnd = answer && (field === undefined || answerAt === all.length - 1) ? answerAt : all.length;
    const messages = all.slice(0, promptEnd);
    if (!messages.some((message) => message.role !== 'system' && message.role !== 'developer')) {
      return { unusable: `“${name}” asks nothing: there is no user message before the assistant’s answer.` };
    }
    const answerOf = (message: Message | undefined): string => (message === undefined ? '' : answerText(message));
    const references = readReferences(field === undefined ? answerOf(answer) : record[field]);
    const tools = readTools(record);
    const used = [name, 'tools', 'functions', ...(system ? ['system'] : []), ...(field === undefined ? [] : [field])];
    return { messages, references, ...(tools ? { tools } : undefined), ...remainderOf(record, used, fields) };
  },
};

/** A system prompt beside the messages, as Amazon Bedrock writes it. */
function readSystem(value: JsonValue | undefined): Message | undefined {
  if (value === undefined || value === '') return undefined;
  const read = readMessages([{ role: 'system', content: value }], 'system');
  return 'unusable' in read ? undefined : read[0];
}

/** Tool definitions; JSON text in older data sets, `functions` in old OpenAI files. */
function readTools(record: JsonObject): readonly JsonValue[] | undefined {
  const given = record['tools'];
  if (typeof given === 'string') {
    try {
      return readTools({ tools: JSON.parse(given) as JsonValue });
    } catch {
      return undefined;
    }
  }
  if (Array.isArray(given)) return given.length > 0 ? (given as readonly JsonValue[]) : undefined;
  const functions = record['functions'];
  if (!Array.isArray(functions) || functions.length === 0) return undefined;
  return (functions as readonly JsonValue[])
    .filter(isJsonObject)
    .map((definition) => ({ type: 'function', function: definition }));
}
