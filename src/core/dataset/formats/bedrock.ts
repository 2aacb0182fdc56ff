import { readReferences } from '../answers';
import { askedIn, sampleOf } from '../conversation';
import type { Format } from '../format';
import { isJsonObject, type JsonValue } from '../json';
import { readParts } from '../messages';
import { onlyText, readPartedMessages, readPartedSystem, type PartedShape } from '../partedMessages';
import type { Message, Role } from '../sample';

/**
 * Amazon Bedrock's conversational format: `schemaVersion`, `system` and `messages` in the shape of its Converse API,
 * whose contents are lists of parts told apart by their one member (`text`, `image`, `toolUse`, …).
 */
export const bedrock: Format = {
  id: 'bedrock-conversation',
  title: 'Amazon Bedrock conversation',

  matches(record) {
    const version = record['schemaVersion'];
    return typeof version === 'string' && version.startsWith('bedrock-conver') && Array.isArray(record['messages']);
  },

  usualFields() {
    return { prompt: 'messages' };
  },

  read(record, fields) {
    const name = fields.prompt ?? 'messages';
    const all = readPartedMessages(record[name], name, SHAPE);
    if ('unusable' in all) return all;
    const { reference } = fields;
    const asked = askedIn(all, name, reference === undefined ? undefined : readReferences(record[reference]));
    if ('unusable' in asked) return asked;

    const system = readPartedSystem(record['system'], SHAPE);
    const used = [name, ...(system.length > 0 ? ['system'] : []), ...(reference === undefined ? [] : [reference])];
    const { toolConfig, ...rest } = record;
    const flat = isJsonObject(toolConfig) ? { ...toolConfig, ...rest } : record;
    return sampleOf(flat, fields, { ...asked, messages: [...system, ...asked.messages], used });
  },
};

const SHAPE: PartedShape = {
  parts: 'content',
  roles: new Map<string, Role>([
    ['user', 'user'],
    ['assistant', 'assistant'],
  ]),

  call({ toolUse: use }) {
    if (!isJsonObject(use) || typeof use['name'] !== 'string') return undefined;
    const { toolUseId: id, name, input } = use;
    return { ...(typeof id === 'string' && { id }), name, arguments: JSON.stringify(input ?? {}) };
  },

  result({ toolResult: result }) {
    if (!isJsonObject(result)) return undefined;
    const { toolUseId: id, content } = result;
    return { role: 'tool', content: resultContent(content), ...(typeof id === 'string' && { toolCallId: id }) };
  },
};

/** The content of a tool's result; a JSON value in it as text. */
function resultContent(value: JsonValue | undefined): Message['content'] {
  const parts = readParts(Array.isArray(value) ? (value as readonly JsonValue[]).map(jsonAsText) : [], 0);
  if ('unusable' in parts) return JSON.stringify(value);
  return parts.length === 0 ? '' : (onlyText(parts) ?? parts);
}

function jsonAsText(part: JsonValue): JsonValue {
  const json = isJsonObject(part) ? part['json'] : undefined;
  return json === undefined ? part : { text: JSON.stringify(json) };
}
