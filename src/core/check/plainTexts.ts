import { openaiChat } from '../dataset/formats/openaiChat';
import { promptCompletion } from '../dataset/formats/promptCompletion';
import type { FieldMap, Format } from '../dataset/format';
import { IMAGE_FIELDS } from '../dataset/images';
import { isJsonObject, type JsonValue } from '../dataset/json';
import { TOOL_FIELDS } from '../dataset/tools';

/**
 * Puts the texts of a record into `texts`, the reference last, if it is plain. @returns false for any other value, which
 * says nothing about it; `texts` is then undefined
 */
export type PlainReader = (value: JsonValue, texts: string[]) => boolean;

/**
 * How plain records of a format are read: those without fault, that have one reference, and whose sample is made of
 * nothing but texts. They are nearly all rows of most files, and a look at their shape takes a tenth of the time that
 * reading them through their format and holding them against each rule takes. Undefined where there is no such reader.
 */
export function plainReaderOf(format: Format, fields: FieldMap): PlainReader | undefined {
  if (fields.prompt !== undefined || fields.reference !== undefined) return undefined;
  if (format === openaiChat) return readChat;
  return format === promptCompletion ? readPair : undefined;
}

/** Fields that say more about a sample than metadata do, in one of the formats or in one of the checks. */
const SPEAKING = new Set(['system', 'text', ...TOOL_FIELDS, ...IMAGE_FIELDS]);

/** Turns of system, user and assistant, one after the other, and the assistant's last. */
function readChat(value: JsonValue, texts: string[]): boolean {
  if (!isJsonObject(value) || !Array.isArray(value['messages'])) return false;
  for (const key in value) if (key !== 'messages' && !isMetadata(key, value[key])) return false;
  const messages = value['messages'] as readonly JsonValue[];
  texts.length = 0;
  let before: JsonValue | undefined = 'system';
  for (let index = 0; index < messages.length; index++) {
    const message = messages[index];
    if (!isJsonObject(message)) return false;
    const { role, content } = message;
    if (typeof content !== 'string' || isBlank(content)) return false;
    const isTurn =
      role === 'user'
        ? before !== 'user'
        : role === 'assistant'
          ? before === 'user'
          : role === 'system' && before === 'system';
    if (!isTurn) return false;
    for (const key in message) if (key !== 'role' && key !== 'content') return false;
    before = role;
    texts.push(content);
  }
  return before === 'assistant';
}

/** A prompt and its completion. */
function readPair(value: JsonValue, texts: string[]): boolean {
  if (!isJsonObject(value)) return false;
  const { prompt, completion } = value;
  if (typeof prompt !== 'string' || isBlank(prompt) || typeof completion !== 'string' || isBlank(completion))
    return false;
  for (const key in value) if (key !== 'prompt' && key !== 'completion' && !isMetadata(key, value[key])) return false;
  texts.length = 0;
  texts.push(prompt, completion);
  return true;
}

/** True for a field beside the sample that is not looked into, and whose value is exactly what was written. */
function isMetadata(key: string, value: JsonValue | undefined): boolean {
  if (SPEAKING.has(key)) return false;
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return typeof value !== 'object' || value === null;
}

/** The first character tells for nearly all texts. */
function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x80) && text.trim() === '';
}
