import { readPrompt, readReferences } from '../answers';
import { sampleOf } from '../conversation';
import { contextIn, isPlainPrompt, promptField, referenceField } from '../fieldNames';
import { ownIdOf, shown } from '../fields';
import type { FieldMap, Format } from '../format';
import { isJsonObject, type JsonObject } from '../json';

/** Most field names that a reason lists. */
const LISTED_FIELDS = 8;

/**
 * A prompt and, mostly, a reference under names of the user's own: CSV files and flat records. A context is part of the
 * prompt, unless the configuration names another prompt.
 */
export const columns: Format = {
  id: 'columns',
  title: 'Columns',

  matches(record) {
    const prompt = promptField(record);
    if (prompt === undefined || isJsonObject(record[prompt])) return false;
    return referenceField(record) !== undefined || isPlainPrompt(prompt);
  },

  usualFields(record) {
    const prompt = promptField(record);
    const reference = referenceField(record);
    return { ...(prompt !== undefined && { prompt }), ...(reference !== undefined && { reference }) };
  },

  read(record, fields) {
    const field = fields.prompt ?? promptField(record);
    if (field === undefined) return { unusable: noPrompt(record, fields) };
    const isUsual = field === promptField(record);
    const asked = isUsual ? contextIn(record, field) : { prompt: record[field], used: [field] };
    const messages = readPrompt(asked.prompt, field);
    if ('unusable' in messages) return messages;
    const reference = fields.reference ?? referenceField(record);
    const references = reference === undefined ? [] : readReferences(record[reference]);
    const used = reference === undefined ? asked.used : [...asked.used, reference];
    return sampleOf(record, fields, { messages, references, used });
  },
};

function noPrompt(record: JsonObject, fields: FieldMap): string {
  const own = ownIdOf(record, fields)?.field;
  const names = Object.keys(record).filter((name) => name !== own);
  const listed = names.slice(0, LISTED_FIELDS).map(shown).join(', ');
  const found = names.length === 0 ? 'there are none' : `found: ${listed}${names.length > LISTED_FIELDS ? ', …' : ''}`;
  return `No field looks like a prompt (${found}); name it with “prompt” for this dataset in tuning-fork.json.`;
}
