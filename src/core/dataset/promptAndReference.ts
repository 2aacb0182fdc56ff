import { readPrompt, readReferences } from './answers';
import { sampleOf } from './conversation';
import type { FieldMap, Unusable } from './format';
import type { JsonObject } from './json';
import type { SampleContent } from './sample';

/**
 * Reads a record that has its prompt in one field and its references in another.
 * @param fields what the configuration names; it takes precedence over `usual`
 * @param usual the fields that the format has them in; without `reference` there are no references
 */
export function readPromptAndReference(
  record: JsonObject,
  fields: FieldMap,
  usual: { readonly prompt: string; readonly reference?: string },
): SampleContent | Unusable {
  const { prompt, reference } = { ...usual, ...fields };
  const messages = readPrompt(record[prompt], prompt);
  if ('unusable' in messages) return messages;
  const references = reference === undefined ? [] : readReferences(record[reference]);
  const used = reference === undefined ? [prompt] : [prompt, reference];
  return sampleOf(record, fields, { messages, references, used });
}
