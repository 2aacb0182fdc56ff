import { shown } from './fields';
import type { Unusable } from './format';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { readParts as readContentParts } from './messages';
import type { ContentPart, Message, Role, ToolCall } from './sample';

/** How a format writes messages whose content is always a list of parts, function calls and their results among them. */
export interface PartedShape {
  /** The field of a message that holds its parts. */
  readonly parts: string;
  /** Who speaks, under the format's names. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Who speaks where a message does not say it; absent where it has to. */
  readonly silent?: Role;
  /** The call that a part makes, if it is one. */
  call(part: JsonObject): ToolCall | undefined;
  /** The message that a part is by itself because it answers a call, if it does. */
  result(part: JsonObject): Message | undefined;
}

/**
 * Reads a list of messages made of parts (Gemini, Amazon Bedrock). Never throws.
 * @param name what the list is called in the record, for the reason
 */
export function readPartedMessages(
  value: JsonValue | undefined,
  name: string,
  shape: PartedShape,
): readonly Message[] | Unusable {
  if (value === undefined) return { unusable: `“${name}” is missing.` };
  if (!Array.isArray(value)) return { unusable: `“${name}” is not a list of messages.` };
  if (value.length === 0) return { unusable: `“${name}” has no messages.` };
  const messages: Message[] = [];
  for (const [index, item] of (value as readonly JsonValue[]).entries()) {
    if (!isJsonObject(item)) return { unusable: `Message ${index + 1} is not an object.` };
    const given = item['role'] ?? undefined;
    const role = typeof given === 'string' ? shape.roles.get(given) : given === undefined ? shape.silent : undefined;
    if (role === undefined) return { unusable: unknownRole(given, index + 1, shape) };
    const read = readParts(role, item[shape.parts], index + 1, shape);
    if ('unusable' in read) return read;
    messages.push(...read);
  }
  return messages;
}

function unknownRole(given: JsonValue | undefined, number: number, { roles }: PartedShape): string {
  if (given === undefined) return `Message ${number} has no role.`;
  const what = typeof given === 'string' ? `the role “${shown(given)}”` : 'a role that is not text';
  return `Message ${number} has ${what}; known are ${[...roles.keys()].join(', ')}.`;
}

/** The system prompt that a list of parts makes; none where it cannot be read. */
export function readPartedSystem(parts: JsonValue | undefined, shape: PartedShape): readonly Message[] {
  const read = parts === undefined ? [] : readParts('system', parts, 0, shape);
  return 'unusable' in read ? [] : read;
}

/** The results of calls among the parts, then the rest as one message. */
function readParts(
  role: Role,
  value: JsonValue | undefined,
  number: number,
  shape: PartedShape,
): readonly Message[] | Unusable {
  if (!Array.isArray(value)) return { unusable: `Message ${number} has no list of parts.` };
  if (value.length === 0) return { unusable: `Message ${number} has no content.` };
  const calls: ToolCall[] = [];
  const results: Message[] = [];
  const rest: JsonValue[] = [];
  for (const part of value as readonly JsonValue[]) {
    const call = isJsonObject(part) ? shape.call(part) : undefined;
    const result = isJsonObject(part) ? shape.result(part) : undefined;
    if (call) calls.push(call);
    else if (result) results.push(result);
    else rest.push(part);
  }
  const parts = readContentParts(rest, number);
  if ('unusable' in parts) return parts;
  if (parts.length === 0 && calls.length === 0) return results;
  const content = parts.length === 0 ? '' : (onlyText(parts) ?? parts);
  return [...results, { role, content, ...(calls.length > 0 ? { toolCalls: calls } : undefined) }];
}

/** The text of a list of parts that is one text: the same content as the chat format would have it. */
export function onlyText(parts: readonly ContentPart[]): string | undefined {
  const [part] = parts;
  return parts.length === 1 && part?.type === 'text' && typeof part.text === 'string' ? part.text : undefined;
}
