import { readPrompt } from '../dataset/answers';
import { remainderOf } from '../dataset/fields';
import type { JsonObject, JsonValue } from '../dataset/json';
import { isJsonObject, parseNested } from '../dataset/json';
import { isMessageList } from '../dataset/messages';
import type { DocumentPath } from '../dataset/containers/jsonLines';
import type { Message, SampleContent } from '../dataset/sample';
import type { DocumentRecord } from './recorded';

/**
 * The prompt that a tool wrote down: messages, their JSON as a text (what chat endpoints were sent), or a text;
 * undefined when there is none that can be used.
 */
export function recordedPrompt(value: JsonValue | undefined): readonly Message[] | undefined {
  const messages = readPrompt(messagesIn(value) ?? value, 'prompt');
  return 'unusable' in messages ? undefined : messages;
}

function messagesIn(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string' || !/^\s*\[\s*\{/.test(value)) return undefined;
  const list = parseNested(value);
  return isMessageList(list) && recordedPrompt(list) ? list : undefined;
}

/** What was asked, from its parts; undefined without a prompt. */
export function recordedContent(
  messages: readonly Message[] | undefined,
  references: readonly string[],
  rest: Pick<SampleContent, 'metadata' | 'ownId' | 'tools'>,
): { readonly content: SampleContent } | undefined {
  return messages && { content: { messages, references, ...rest } };
}

/** A record's own id and its other fields than `used`; nothing where the value is no object. */
export function restOf(
  value: JsonValue | undefined,
  used: readonly string[] = [],
): Pick<SampleContent, 'metadata' | 'ownId'> {
  return isJsonObject(value) ? remainderOf(value, used, {}) : { metadata: {} };
}

/** The member of that name when it is an object, else an empty object. */
export function objectIn(object: JsonObject, name: string): JsonObject {
  const member = object[name];
  return isJsonObject(member) ? member : {};
}

/** The items of a list as records. @param path where the list stands in the document */
export function recordsAt(list: readonly JsonValue[], ...path: DocumentPath): DocumentRecord[] {
  return list.map((value, index) => ({ value, path: [...path, index] }));
}

/** The member of that name when it is a list, else an empty list. */
export function listIn(object: JsonObject, name: string): readonly JsonValue[] {
  const member = object[name];
  return Array.isArray(member) ? (member as readonly JsonValue[]) : [];
}
