import type { JsonObject, JsonValue } from './json';

/** Who speaks in a message, as OpenAI's chat format names it. */
export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function';

/** A part of a message: text, or anything else (an image, say) kept whole. */
export type ContentPart = { readonly type: 'text'; readonly text: string } | (JsonObject & { readonly type: string });

/** A function call asked for by a model. `arguments` is JSON text, as models write it. */
export interface ToolCall {
  readonly id?: string;
  readonly name: string;
  readonly arguments: string;
}

/** One message of a prompt. */
export interface Message {
  readonly role: Role;
  readonly content: string | readonly ContentPart[];
  /** What an assistant thought before it answered; never sent and no part of the answer. */
  readonly reasoning?: string;
  readonly name?: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly toolCallId?: string;
}

/** What a format reads from one record; its place in the file and its id are added later. */
export interface SampleContent {
  /** The prompt: everything before the answer that is asked for. Never empty. */
  readonly messages: readonly Message[];
  /** Accepted answers, best known first; empty when the dataset has none. */
  readonly references: readonly string[];
  /** Answers that the dataset calls bad: the rejected one of a preference pair, best known first. */
  readonly rejected?: readonly string[];
  /** The record's other fields. */
  readonly metadata: JsonObject;
  /** Tool definitions to send along, as the dataset gives them. */
  readonly tools?: readonly JsonValue[];
  /** The record's own id, when it has one. */
  readonly ownId?: string;
}

/** One item of a dataset. */
export interface Sample extends Omit<SampleContent, 'ownId'> {
  readonly kind: 'sample';
  /** Stable across re-ordering and edits of the reference; unique within the dataset. */
  readonly id: string;
  /** Zero-based position among the rows of the file, bad rows included. */
  readonly row: number;
  /** One-based line of the file on which the row starts. */
  readonly line: number;
}

/** A row that cannot be used. It keeps its place in lists and is left out of runs. */
export interface BadRow {
  readonly kind: 'bad';
  readonly row: number;
  readonly line: number;
  /** A sentence for a person: what is wrong with this row. */
  readonly reason: string;
}

/** One row of a dataset file. */
export type Row = Sample | BadRow;

/** The text of a message: its string, or its text parts joined by line ends; other parts are named in brackets. */
export function messageText(message: Message): string {
  if (typeof message.content === 'string') return message.content;
  return message.content
    .map((part) => (part.type === 'text' && typeof part.text === 'string' ? part.text : `[${part.type}]`))
    .join('\n');
}
