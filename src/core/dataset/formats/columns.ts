import { readPrompt, readReferences } from '../answers';
import { ownIdOf, remainderOf, shown } from '../fields';
import type { FieldMap, Format } from '../format';
import { isJsonObject, type JsonObject } from '../json';

/** Names of the prompt, best known first; compared in lower case without spaces, hyphens and underscores. */
const PROMPT_NAMES = ['prompt', 'question', 'query', 'input', 'instruction', 'text', 'document'];

/** Names of the reference. */
const REFERENCE_NAMES = [
  'expected',
  'expectedoutput',
  'expectedanswer',
  'answer',
  'ideal',
  'target',
  'label',
  'reference',
  'referenceanswer',
  'groundtruth',
  'output',
  'completion',
  'response',
];

/** Prompt names that leave no doubt, even where there is no reference. */
const PLAIN_PROMPT_NAMES = ['prompt', 'question'];

/** Most field names that a reason lists. */
const LISTED_FIELDS = 8;

const simplified = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

function fieldNamed(record: JsonObject, names: readonly string[]): string | undefined {
  const keys = Object.keys(record);
  const simple = keys.map(simplified);
  for (const name of names) {
    const at = simple.indexOf(name);
    if (at >= 0) return keys[at];
  }
  return undefined;
}

/** The field that holds the reference, guessed by its name. */
export function referenceField(record: JsonObject): string | undefined {
  return fieldNamed(record, REFERENCE_NAMES);
}

/** A prompt and, mostly, a reference under names of the user's own: CSV files and flat records. */
export const columns: Format = {
  id: 'columns',
  title: 'Columns',

  matches(record) {
    const prompt = fieldNamed(record, PROMPT_NAMES);
    if (prompt === undefined || isJsonObject(record[prompt])) return false;
    return referenceField(record) !== undefined || PLAIN_PROMPT_NAMES.includes(simplified(prompt));
  },

  usualFields(record) {
    const prompt = fieldNamed(record, PROMPT_NAMES);
    const reference = referenceField(record);
    return { ...(prompt !== undefined && { prompt }), ...(reference !== undefined && { reference }) };
  },

  read(record, fields) {
    const promptField = fields.prompt ?? fieldNamed(record, PROMPT_NAMES);
    if (promptField === undefined) return { unusable: noPrompt(record, fields) };
    const messages = readPrompt(record[promptField], promptField);
    if ('unusable' in messages) return messages;
    const reference = fields.reference ?? referenceField(record);
    const used = reference === undefined ? [promptField] : [promptField, reference];
    const references = reference === undefined ? [] : readReferences(record[reference]);
    return { messages, references, ...remainderOf(record, used, fields) };
  },
};

function noPrompt(record: JsonObject, fields: FieldMap): string {
  const own = ownIdOf(record, fields)?.field;
  const names = Object.keys(record).filter((name) => name !== own);
  const listed = names.slice(0, LISTED_FIELDS).map(shown).join(', ');
  const found = names.length === 0 ? 'there are none' : `found: ${listed}${names.length > LISTED_FIELDS ? ', …' : ''}`;
  return `No field looks like a prompt (${found}); name it with “prompt” for this dataset in tuning-fork.json.`;
}
