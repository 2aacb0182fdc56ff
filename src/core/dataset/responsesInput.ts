import { readPrompt } from './answers';
import type { Unusable } from './format';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import type { Message } from './sample';

/**
 * Reads a prompt as OpenAI's Responses API takes it: a text, or a list of items that are messages, function calls or
 * their results. Messages of the chat API are such items too. `name` is what the record calls it.
 */
export function readInput(value: JsonValue | undefined, name: string): readonly Message[] | Unusable {
  if (!Array.isArray(value)) return readPrompt(value, name);
  const items = (value as readonly JsonValue[]).filter((item) => !isReasoning(item));
  return readPrompt(items.map(chatMessage), name);
}

/** What a model thought stands in items of its own, encrypted mostly, and is no message. */
const isReasoning = (item: JsonValue): boolean => isJsonObject(item) && item['type'] === 'reasoning';

function chatMessage(item: JsonValue): JsonValue {
  if (!isJsonObject(item)) return item;
  const { type, call_id: id, content } = item;
  if (type === 'function_call') {
    const called: JsonObject = { name: item['name'], arguments: item['arguments'] };
    return { role: 'assistant', tool_calls: [{ id, function: called }] };
  }
  if (type === 'function_call_output') return { role: 'tool', tool_call_id: id, content: textOf(item['output']) };
  if (!Array.isArray(content)) return item;
  return { ...item, content: (content as readonly JsonValue[]).map(chatPart) };
}

function textOf(output: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(output) ? (output as readonly JsonValue[]).map(chatPart) : output;
}

/** Texts and pictures in the shape of the chat API; other parts stay as they are. */
function chatPart(part: JsonValue): JsonValue {
  if (!isJsonObject(part)) return part;
  const { type, text, image_url: url, detail } = part;
  if (type === 'input_text' || type === 'output_text') return { type: 'text', text };
  if (type !== 'input_image' || typeof url !== 'string') return part;
  return { type: 'image_url', image_url: { url, detail } };
}
