import { readPrompt, readReferences } from '../answers';
import { sampleOf } from '../conversation';
import type { Format } from '../format';
import { isJsonObject, type JsonObject } from '../json';

/** Names of the accepted and the rejected answer; the second pair is that of older software. */
const PAIRS = [
  { preferred: 'preferred_output', rejected: 'non_preferred_output' },
  { preferred: 'preferred_completion', rejected: 'non_preferred_completion' },
];

const pairOf = (record: JsonObject): (typeof PAIRS)[number] | undefined =>
  PAIRS.find(({ preferred, rejected }) => preferred in record && rejected in record);

/**
 * OpenAI's preference format (DPO), as Azure, Fireworks and Together take it too: `input` with `messages` and `tools`,
 * `preferred_output` and `non_preferred_output`, lists of messages.
 */
export const openaiPreference: Format = {
  id: 'openai-preference',
  title: 'OpenAI preference',

  matches(record) {
    return pairOf(record) !== undefined;
  },

  usualFields(record) {
    const pair = pairOf(record);
    return { prompt: 'input', ...(pair && { reference: pair.preferred }) };
  },

  read(record, fields) {
    const name = fields.prompt ?? 'input';
    const input = record[name];
    const messages = isJsonObject(input) ? readPrompt(input['messages'], 'messages') : readPrompt(input, name);
    if ('unusable' in messages) return messages;
    const pair = pairOf(record);
    const reference = fields.reference ?? pair?.preferred ?? 'preferred_output';
    const rejected = pair?.rejected ?? 'non_preferred_output';
    const rest = isJsonObject(input) ? { ...input, ...record } : record;
    return sampleOf(rest, fields, {
      messages,
      references: readReferences(record[reference]),
      rejected: readReferences(record[rejected]),
      used: [name, 'messages', reference, rejected],
    });
  },
};
