import { isJsonObject, type JsonObject, type JsonValue } from '../dataset/json';
import type { RecordPath } from './check';

/** Who speaks, whatever the format calls them. */
type Speaker = 'system' | 'user' | 'assistant' | 'tool';

/** How a family of formats writes messages. */
interface MessageStyle {
  /** What it is called in sentences. */
  readonly title: string;
  /** Name of the field that says who speaks. */
  readonly role: string;
  readonly content: string;
  readonly speakers: ReadonlyMap<string, Speaker>;
}

const OPENAI: MessageStyle = {
  title: 'OpenAI’s chat format',
  role: 'role',
  content: 'content',
  speakers: new Map<string, Speaker>([
    ['system', 'system'],
    ['developer', 'system'],
    ['user', 'user'],
    ['assistant', 'assistant'],
    ['tool', 'tool'],
    ['function', 'tool'],
  ]),
};

const SHAREGPT: MessageStyle = {
  title: 'ShareGPT',
  role: 'from',
  content: 'value',
  speakers: new Map<string, Speaker>([
    ['system', 'system'],
    ['human', 'user'],
    ['user', 'user'],
    ['gpt', 'assistant'],
    ['assistant', 'assistant'],
    ['function_call', 'assistant'],
    ['observation', 'tool'],
    ['tool', 'tool'],
  ]),
};

const GEMINI: MessageStyle = {
  title: 'Gemini’s format',
  role: 'role',
  content: 'parts',
  speakers: new Map<string, Speaker>([
    ['system', 'system'],
    ['user', 'user'],
    ['model', 'assistant'],
    ['function', 'tool'],
    ['tool', 'tool'],
  ]),
};

/** A list of messages as the record writes it. */
export interface Conversation {
  readonly path: RecordPath;
  readonly list: readonly JsonValue[];
  readonly style: MessageStyle;
  /** `answer`: what is answered to a conversation that stands elsewhere in the record. */
  readonly part: 'whole' | 'prompt' | 'answer';
}

/** A place where a format keeps messages: a field, or a member of the object in it. */
interface Place {
  readonly part: Conversation['part'];
  readonly member?: string;
}

const ANSWER: readonly Place[] = [{ part: 'answer' }];
const WHOLE: readonly Place[] = [{ part: 'whole' }];

/** Where the formats keep their messages, by field. */
const PLACES: ReadonlyMap<string, readonly Place[]> = new Map([
  ['messages', WHOLE],
  ['conversations', WHOLE],
  ['contents', WHOLE],
  ['prompt', [{ part: 'prompt' }]],
  ['input', [{ part: 'prompt' }, { part: 'prompt', member: 'messages' }]],
  ['body', [{ part: 'prompt', member: 'messages' }]],
  ['completion', ANSWER],
  ['chosen', ANSWER],
  ['rejected', ANSWER],
  ['preferred_output', ANSWER],
  ['non_preferred_output', ANSWER],
]);

/** The lists of messages in a record, in the order of its fields. */
export function conversationsOf(record: JsonObject, promptField: string | undefined): readonly Conversation[] {
  const found: Conversation[] = [];
  // Records have few fields, so asking the table for each is quicker than asking the record for each known field.
  for (const field in record) {
    const value = record[field];
    if (typeof value !== 'object') continue;
    for (const { part, member } of PLACES.get(field) ?? (field === promptField ? WHOLE : [])) {
      if (member === undefined) add(found, value, [field], part);
      else if (isJsonObject(value)) add(found, value[member], [field, member], part);
    }
  }
  return found;
}

function add(found: Conversation[], value: JsonValue | undefined, path: RecordPath, part: Conversation['part']): void {
  if (!Array.isArray(value)) return;
  const list = value as readonly JsonValue[];
  const style = styleOf(list[0]);
  if (style) found.push({ path, list, style, part });
}

function styleOf(first: JsonValue | undefined): MessageStyle | undefined {
  if (!isJsonObject(first)) return undefined;
  if ('from' in first && 'value' in first) return SHAREGPT;
  if ('parts' in first) return GEMINI;
  return 'role' in first ? OPENAI : undefined;
}

/** Who speaks in a message; undefined where that cannot be told. */
export function speakerOf(message: JsonValue | undefined, style: MessageStyle): Speaker | undefined {
  const role = isJsonObject(message) ? message[style.role] : undefined;
  return typeof role === 'string' ? style.speakers.get(role) : undefined;
}

/** The function calls that a message asks for, each with its path in the message. */
export function toolCallsOf(message: JsonObject): readonly { readonly path: RecordPath; readonly call: JsonObject }[] {
  const list = message['tool_calls'];
  if (Array.isArray(list)) {
    return (list as readonly JsonValue[]).flatMap((call, index) =>
      isJsonObject(call) ? [{ path: ['tool_calls', index], call }] : [],
    );
  }
  const single = message['function_call'];
  return isJsonObject(single) ? [{ path: ['function_call'], call: single }] : [];
}

/** True for a message in which a model asks for a function. */
export function callsTools(message: JsonValue | undefined, style: MessageStyle): boolean {
  if (!isJsonObject(message)) return false;
  if (style === SHAREGPT) return message[style.role] === 'function_call';
  if (style !== GEMINI) return toolCallsOf(message).length > 0;
  const parts = message['parts'];
  return (
    Array.isArray(parts) && (parts as readonly JsonValue[]).some((part) => isJsonObject(part) && 'functionCall' in part)
  );
}
