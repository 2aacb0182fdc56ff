import { readReferences } from '../answers';
import { askedIn, sampleOf } from '../conversation';
import { referenceField } from '../fieldNames';
import type { Format } from '../format';
import { isJsonObject, type JsonObject } from '../json';
import { readPartedMessages, readPartedSystem, type PartedShape } from '../partedMessages';
import type { Role } from '../sample';

/** Who speaks; a prompt of one message need not say it. */
const ROLES: PartedShape['roles'] = new Map<string, Role>([
  ['user', 'user'],
  ['model', 'assistant'],
  ['function', 'tool'],
  ['system', 'system'],
]);

/** Names of the system prompt: in tuning files, and as the API writes it in places. */
const SYSTEM_NAMES = ['systemInstruction', 'system_instruction'];

/**
 * Gemini's tuning format (Vertex AI): `contents` of `{role, parts}`, `systemInstruction` and `tools`. The model's last
 * turn is the reference; for reinforcement learning it is a member of `references`, whose members count as fields.
 */
export const gemini: Format = {
  id: 'gemini',
  title: 'Gemini',

  matches(record) {
    const contents = record['contents'];
    const first: unknown = Array.isArray(contents) ? contents[0] : undefined;
    return isJsonObject(first) && Array.isArray(first['parts']);
  },

  usualFields(record) {
    const reference = referenceApart(record);
    return { prompt: 'contents', ...(reference !== undefined && { reference }) };
  },

  read(record, fields) {
    const name = fields.prompt ?? 'contents';
    const all = readPartedMessages(record[name], name, SHAPE);
    if ('unusable' in all) return all;
    const reference = fields.reference ?? referenceApart(record);
    const flat = flatten(record);
    const asked = askedIn(all, name, reference === undefined ? undefined : readReferences(flat[reference]));
    if ('unusable' in asked) return asked;

    const systemName = SYSTEM_NAMES.find((candidate) => isJsonObject(record[candidate])) ?? 'systemInstruction';
    const instruction = record[systemName];
    const system = isJsonObject(instruction) ? readPartedSystem(instruction['parts'], SHAPE) : [];
    const used = [name, ...(system.length > 0 ? [systemName] : []), ...(reference === undefined ? [] : [reference])];
    return sampleOf(flat, fields, { ...asked, messages: [...system, ...asked.messages], used });
  },
};

function flatten({ references, ...record }: JsonObject): JsonObject {
  return isJsonObject(references) ? { ...references, ...record } : { ...record, references };
}

/** The member of `references` that looks like a reference, else the first. */
function referenceApart({ references }: JsonObject): string | undefined {
  if (!isJsonObject(references)) return undefined;
  return referenceField(references) ?? Object.keys(references)[0];
}

const SHAPE: PartedShape = {
  parts: 'parts',
  roles: ROLES,
  silent: 'user',

  call({ functionCall: call }) {
    if (!isJsonObject(call) || typeof call['name'] !== 'string') return undefined;
    const { id, name, args } = call;
    return { ...(typeof id === 'string' && { id }), name, arguments: JSON.stringify(args ?? {}) };
  },

  result({ functionResponse: response }) {
    if (!isJsonObject(response)) return undefined;
    const { id, name, response: content } = response;
    return {
      role: 'tool',
      content: JSON.stringify(content ?? {}),
      ...(typeof name === 'string' && { name }),
      ...(typeof id === 'string' && { toolCallId: id }),
    };
  },
};
