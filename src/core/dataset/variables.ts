import { readPrompt, readReferences } from './answers';
import { scalarText } from './fields';
import type { Unusable } from './format';
import { contextIn, promptField } from './fieldNames';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { isMessageList, readMessages } from './messages';
import type { Message } from './sample';

/** What a set of named values asks, and the names it was found under. */
export interface Asked {
  readonly messages: readonly Message[];
  readonly used: readonly string[];
}

/**
 * The prompt in named values whose template is not known: their `messages`, else the one that is called like a prompt
 * (under the context, where there is one), else all of them, each under its name.
 * @param name what the values are called in the record, for the reason
 */
export function askedInVariables(variables: JsonObject, name: string): Asked | Unusable {
  const conversation = chatMessages(variables['messages']);
  if (conversation) return asked(readMessages(conversation, 'messages'), ['messages']);
  const field = promptField(variables);
  const value = field === undefined ? undefined : variables[field];
  if (field !== undefined && (scalarText(value) !== undefined || isMessageList(value))) {
    const { prompt, used } = contextIn(variables, field);
    return asked(readPrompt(prompt, field), used);
  }
  const members = Object.entries(variables).filter(([, member]) => member !== undefined && member !== null);
  const used = members.map(([member]) => member);
  if (members.length === 1) return asked(readPrompt(textOf(members[0]?.[1]), used[0] ?? name), used);
  return asked(readPrompt(members.map(([member, of]) => `${member}: ${textOf(of)}`).join('\n'), name), used);
}

function asked(messages: readonly Message[] | Unusable, used: readonly string[]): Asked | Unusable {
  return 'unusable' in messages ? messages : { messages, used };
}

function textOf(value: JsonValue | undefined): string {
  return scalarText(value) ?? JSON.stringify(value ?? null);
}

/** The prompt in a value of any shape: a text, messages, or named values. */
export function askedInValue(value: JsonValue | undefined, name: string): Asked | Unusable {
  if (isJsonObject(value)) return askedInVariables(value, name);
  return asked(readPrompt(chatMessages(value) ?? value, name), []);
}

/**
 * The accepted answers in a value of any shape: those of its only member or of its `messages` where it is an object, else
 * as `readReferences` reads them.
 */
export function answersInValue(value: JsonValue | undefined): readonly string[] {
  if (!isJsonObject(value)) return readReferences(chatMessages(value) ?? value);
  const message = chatMessage(value);
  if (message) return readReferences(message);
  const members = Object.values(value).filter((member) => member !== undefined && member !== null);
  if (members.length === 1) return answersInValue(members[0]);
  const conversation = chatMessages(value['messages']);
  return readReferences(conversation ?? value);
}

/** LangChain's names of those who speak. */
const SPEAKERS: Readonly<Partial<Record<string, string>>> = {
  human: 'user',
  HumanMessage: 'user',
  ai: 'assistant',
  AIMessage: 'assistant',
  AIMessageChunk: 'assistant',
  system: 'system',
  SystemMessage: 'system',
  tool: 'tool',
  ToolMessage: 'tool',
};

/** A list of messages in OpenAI's form or one of LangChain's; undefined for anything else. */
function chatMessages(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const messages = (value as readonly JsonValue[]).map(chatMessage);
  return messages.every(isJsonObject) ? messages : undefined;
}

function chatMessage(value: JsonValue): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  if (typeof value['role'] === 'string') return { ...value, ...toolCallsIn(value) };
  // `{type, content}`, `{type, data: {content}}`, or serialized: `{lc: 1, id: [..., "HumanMessage"], kwargs: {content}}`.
  const { id, data, kwargs } = value;
  const kind: JsonValue | undefined = Array.isArray(id) ? (id.at(-1) as JsonValue) : value['type'];
  const role = typeof kind === 'string' ? SPEAKERS[kind] : undefined;
  const body = isJsonObject(kwargs) ? kwargs : isJsonObject(data) ? data : value;
  return role === undefined ? undefined : { role, content: body['content'] ?? '', ...toolCallsIn(body) };
}

/** LangChain's tool calls are `{name, args, id}`. */
function toolCallsIn(body: JsonObject): JsonObject {
  const calls = body['tool_calls'];
  const id = body['tool_call_id'];
  return {
    ...(Array.isArray(calls) && calls.length > 0 && { tool_calls: (calls as readonly JsonValue[]).map(toolCall) }),
    ...(typeof id === 'string' && { tool_call_id: id }),
  };
}

function toolCall(call: JsonValue): JsonValue {
  if (!isJsonObject(call) || call['args'] === undefined) return call;
  const { id, name, args } = call;
  return { ...(id !== undefined && { id }), function: { ...(name !== undefined && { name }), arguments: args } };
}
