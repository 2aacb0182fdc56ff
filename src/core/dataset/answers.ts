import { scalarText } from './fields';
import type { Unusable } from './format';
import { canonicalJson, isJsonObject, parseNested, type JsonValue } from './json';
import { isMessageList, readMessages } from './messages';
import { messageText, type Message, type SampleContent, type ToolCall } from './sample';

/**
 * Tool calls as text that can be compared: canonical JSON of a list of `{arguments, name}`. Arguments that are valid
 * JSON are written canonically too, so that white space does not count; call ids are left out, as models make them up.
 */
export function toolCallsText(calls: readonly ToolCall[]): string {
  return canonicalJson(
    calls.map((call) => ({ name: call.name, arguments: parseNested(call.arguments) ?? call.arguments })),
  );
}

/** What an assistant's message answers: its tool calls when it makes any, else its text. */
export function answerText(message: Message): string {
  return message.toolCalls === undefined ? messageText(message) : toolCallsText(message.toolCalls);
}

/** A message's answer as a list of references: empty where there is no message or it says nothing. */
export function answersOf(message: Message | undefined): readonly string[] {
  return message === undefined ? [] : nonEmpty([answerText(message)]);
}

/**
 * Answers with one verdict on them (`label` in TRL, `kto_tag` in LLaMA-Factory): accepted unless it is false, or that
 * word in a table.
 */
export function judged(
  answers: readonly string[],
  verdict: JsonValue | undefined,
): Pick<SampleContent, 'references' | 'rejected'> {
  const isBad = scalarText(verdict)?.trim().toLowerCase() === 'false';
  return isBad ? { references: [], rejected: answers } : { references: answers };
}

/** A prompt written as a text or as a list of messages. `name` is what the record calls it. */
export function readPrompt(value: JsonValue | undefined, name: string): readonly Message[] | Unusable {
  if (Array.isArray(value)) return readMessages(value as JsonValue, name);
  const text = scalarText(value);
  if (text === undefined) return { unusable: missing(value, name) };
  if (text.trim() === '') return { unusable: `“${name}” is empty.` };
  return [{ role: 'user', content: text }];
}

function missing(value: JsonValue | undefined, name: string): string {
  return value === undefined || value === null
    ? `“${name}” is missing.`
    : `“${name}” is neither text nor a list of messages.`;
}

/**
 * The accepted answers that a value holds: a text, a list of texts, a list of messages (its last assistant message), or
 * any other value as JSON text. Empty texts are no answers.
 */
export function readReferences(value: JsonValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  const text = scalarText(value);
  if (text !== undefined) return nonEmpty([text]);
  if (isMessageList(value)) {
    const messages = readMessages(value, 'reference');
    const answer = 'unusable' in messages ? undefined : messages.findLast((message) => message.role === 'assistant');
    if (answer) return answersOf(answer);
  } else if (Array.isArray(value)) {
    const texts = (value as readonly JsonValue[]).map(scalarText);
    if (texts.every((item) => item !== undefined)) return nonEmpty(texts);
  } else if (isJsonObject(value) && value['role'] === 'assistant') {
    return readReferences([value]);
  }
  return [JSON.stringify(value)];
}

function nonEmpty(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.trim() !== '');
}
