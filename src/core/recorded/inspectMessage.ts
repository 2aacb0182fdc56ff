import { isJsonObject, type JsonObject, type JsonValue } from '../dataset/json';
import { listIn } from './recordedContent';

const ATTACHMENT = 'attachment://';

/** A value of an Inspect log in which references to the sample's attachments are what they refer to. */
export function resolved(value: JsonValue | undefined, attachments: JsonObject): JsonValue {
  if (typeof value === 'string') {
    const name = value.startsWith(ATTACHMENT) ? value.slice(ATTACHMENT.length) : undefined;
    return (name !== undefined && Object.hasOwn(attachments, name) ? attachments[name] : undefined) ?? value;
  }
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => resolved(item, attachments));
  if (!isJsonObject(value)) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member, attachments)]));
}

/**
 * A message of an Inspect log in the shape of OpenAI's chat API: there a tool call's `function` is its name, and thoughts
 * are a part of the content.
 */
export function inspectMessage(value: JsonValue): JsonObject {
  if (!isJsonObject(value)) return {};
  const { content, tool_calls: calls, function: name, ...message } = value;
  const thoughts = listIn(value, 'content').filter(isThought);
  return {
    ...message,
    content: Array.isArray(content) ? (content as readonly JsonValue[]).filter((part) => !isThought(part)) : content,
    ...(thoughts.length > 0 && { reasoning_content: thoughts.map(thoughtText).join('\n') }),
    ...(Array.isArray(calls) && calls.length > 0 && { tool_calls: (calls as readonly JsonValue[]).map(toolCall) }),
    ...(typeof name === 'string' && { name }),
  };
}

const isThought = (part: JsonValue): boolean => isJsonObject(part) && part['type'] === 'reasoning';

/** A thought's text; of one that the provider encrypted, its summary. */
function thoughtText(part: JsonValue): string {
  if (!isJsonObject(part)) return '';
  const text = part['redacted'] === true ? part['summary'] : part['reasoning'];
  return typeof text === 'string' ? text : '';
}

function toolCall(call: JsonValue): JsonValue {
  if (!isJsonObject(call) || typeof call['function'] !== 'string') return call;
  const { id, function: name, arguments: given } = call;
  return { id, function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}) } };
}
