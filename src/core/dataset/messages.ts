import { shown } from './fields';
import type { Unusable } from './format';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import type { ContentPart, Message, Role, ToolCall } from './sample';

const ROLES: ReadonlySet<string> = new Set<Role>(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

const isRole = (value: JsonValue | undefined): value is Role => typeof value === 'string' && ROLES.has(value);

/** True for a list whose first item has the shape of a message. */
export function isMessageList(value: JsonValue | undefined): value is readonly JsonValue[] {
  if (!Array.isArray(value)) return false;
  const first: unknown = value[0];
  return isJsonObject(first) && typeof first['role'] === 'string';
}

/**
 * Reads a list of messages as OpenAI's chat format writes them, older forms included (`function_call`, `arguments` as an
 * object, parts without a type). Never throws.
 * @param name what the list is called in the record, for the reason
 */
export function readMessages(value: JsonValue | undefined, name: string): readonly Message[] | Unusable {
  if (!Array.isArray(value)) return { unusable: `“${name}” is not a list of messages.` };
  if (value.length === 0) return { unusable: `“${name}” has no messages.` };
  const messages: Message[] = [];
  let number = 0;
  for (const item of value as readonly JsonValue[]) {
    const message = readMessage(item, ++number);
    if ('unusable' in message) return message;
    messages.push(message);
  }
  return messages;
}

function readMessage(item: JsonValue, number: number): Message | Unusable {
  if (!isJsonObject(item)) return { unusable: `Message ${number} is not an object.` };
  const role = item['role'];
  if (role === undefined) return { unusable: `Message ${number} has no role.` };
  if (!isRole(role)) {
    const given = typeof role === 'string' ? `the role “${shown(role)}”` : 'a role that is not text';
    return { unusable: `Message ${number} has ${given}; known are ${[...ROLES].join(', ')}.` };
  }
  // The common case: this runs once for each message of the file.
  if (typeof item['content'] === 'string' && hasNothingElse(item)) return { role, content: item['content'] };
  const toolCalls = readToolCalls(item, number);
  if (toolCalls !== undefined && 'unusable' in toolCalls) return toolCalls;
  const content = readContent(item, number, toolCalls !== undefined);
  if (typeof content === 'object' && 'unusable' in content) return content;
  const { name, tool_call_id: toolCallId } = item;
  // TRL's name for Harmony, and what inference servers answer with.
  const reasoning = item['thinking'] ?? item['reasoning_content'] ?? item['reasoning'];
  return {
    role,
    content,
    ...(typeof reasoning === 'string' ? { reasoning } : undefined),
    ...(typeof name === 'string' ? { name } : undefined),
    ...(toolCalls ? { toolCalls } : undefined),
    ...(typeof toolCallId === 'string' ? { toolCallId } : undefined),
  };
}

/** True for a message with no other fields than the two that every message has. */
function hasNothingElse(item: JsonObject): boolean {
  for (const key in item) if (key !== 'role' && key !== 'content') return false;
  return true;
}

function readContent(item: JsonObject, number: number, hasToolCalls: boolean): Message['content'] | Unusable {
  const content = item['content'];
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return readParts(content as readonly JsonValue[], number);
  if (content !== undefined && content !== null) {
    return { unusable: `The content of message ${number} is neither text nor a list of parts.` };
  }
  const refusal = item['refusal'];
  if (typeof refusal === 'string') return refusal;
  return hasToolCalls ? '' : { unusable: `Message ${number} has no content.` };
}

/**
 * Reads a list of content parts and keeps them whole. A part without a type gets one: `text`, or the name of its first
 * field, which is how Gemini and Amazon Bedrock tell parts apart. Fields that are null are left out: tables of several
 * kinds of parts have them in every row.
 * @param number of the message, one-based, for the reason
 */
export function readParts(list: readonly JsonValue[], number: number): readonly ContentPart[] | Unusable {
  const parts: ContentPart[] = [];
  for (const item of list) {
    if (typeof item === 'string') {
      parts.push({ type: 'text', text: item });
      continue;
    }
    if (!isJsonObject(item)) return { unusable: `Message ${number} has a content part that is not an object.` };
    const part = withoutNulls(item);
    const [first] = Object.keys(part);
    if (typeof part['type'] === 'string') parts.push({ ...part, type: part['type'] });
    else if (typeof part['text'] === 'string') parts.push({ type: 'text', text: part['text'] });
    else if (first !== undefined) parts.push({ ...part, type: first });
    else return { unusable: `Message ${number} has a content part without a type.` };
  }
  return parts;
}

function withoutNulls(object: JsonObject): JsonObject {
  if (!Object.values(object).includes(null)) return object;
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function readToolCalls(item: JsonObject, number: number): readonly ToolCall[] | Unusable | undefined {
  const single = item['function_call'];
  const list = item['tool_calls'] ?? (isJsonObject(single) ? [{ function: single }] : undefined);
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) return { unusable: `“tool_calls” of message ${number} is not a list.` };
  if (list.length === 0) return undefined;
  const calls: ToolCall[] = [];
  for (const entry of list as readonly JsonValue[]) {
    const called = isJsonObject(entry) ? (entry['function'] ?? entry) : undefined;
    if (!isJsonObject(entry) || !isJsonObject(called) || typeof called['name'] !== 'string') {
      return { unusable: `Message ${number} has a tool call without a function name.` };
    }
    const given = called['arguments'] ?? '{}';
    calls.push({
      ...(typeof entry['id'] === 'string' ? { id: entry['id'] } : undefined),
      name: called['name'],
      arguments: typeof given === 'string' ? given : JSON.stringify(given),
    });
  }
  return calls;
}
