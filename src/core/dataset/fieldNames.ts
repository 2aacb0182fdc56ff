/** The names by which fields of prompt, reference and context are known. */
import { scalarText } from './fields';
import type { JsonObject, JsonValue } from './json';

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

/** Names of what a question is asked about. */
const CONTEXT_NAMES = ['context', 'contexts', 'documents'];

/** Prompt names that leave no doubt, even where there is no reference. */
const PLAIN_PROMPT_NAMES = ['prompt', 'question'];

const simplified = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/** The field that has the first of these names that there is. */
export function fieldNamed(record: JsonObject, names: readonly string[]): string | undefined {
  const keys = Object.keys(record);
  const simple = keys.map(simplified);
  for (const name of names) {
    const at = simple.indexOf(name);
    if (at >= 0) return keys[at];
  }
  return undefined;
}

/** The field that holds the prompt, guessed by its name. */
export function promptField(record: JsonObject): string | undefined {
  return fieldNamed(record, PROMPT_NAMES);
}

/** The field that holds the reference, guessed by its name. */
export function referenceField(record: JsonObject): string | undefined {
  return fieldNamed(record, REFERENCE_NAMES);
}

/** True for a name that means a prompt even where no field has the name of a reference. */
export function isPlainPrompt(name: string): boolean {
  return PLAIN_PROMPT_NAMES.includes(simplified(name));
}

/**
 * The prompt in a field, under what the record says as its context, where both are text; and the fields that these stand
 * in. A list of contexts is put together with an empty line between them.
 */
export function contextIn(
  record: JsonObject,
  field: string,
): { readonly prompt: JsonValue | undefined; readonly used: readonly string[] } {
  const name = fieldNamed(record, CONTEXT_NAMES);
  const prompt = record[field];
  const asked = scalarText(prompt);
  const context = name === undefined ? '' : contextText(record[name]);
  if (name === undefined || asked === undefined || asked.trim() === '' || context.trim() === '') {
    return { prompt, used: [field] };
  }
  return { prompt: `${context}\n\n${asked}`, used: [name, field] };
}

function contextText(value: JsonValue | undefined): string {
  const texts = (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).map(scalarText);
  return texts.every((text) => text !== undefined) ? texts.join('\n\n') : '';
}
