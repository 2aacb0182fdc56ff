import { sampleOf } from '../conversation';
import type { FieldMap, Unusable } from '../format';
import { isJsonObject, type JsonObject } from '../json';
import type { SampleContent } from '../sample';
import { answersInValue, askedInValue } from '../variables';

/**
 * Reads a record whose prompt is one field and whose accepted answer another, both of any shape, as tools that keep
 * traces write them. What the input holds besides the prompt is metadata.
 * @param fields what the configuration names, in the record or in its input; it takes precedence over `usual`
 */
export function readInputAndExpected(
  record: JsonObject,
  fields: FieldMap,
  usual: { readonly prompt: string; readonly reference: string },
): SampleContent | Unusable {
  const { [usual.prompt]: input, ...beside } = record;
  const flat: JsonObject = isJsonObject(input) ? { ...input, ...beside } : beside;
  const { prompt = usual.prompt, reference = usual.reference } = fields;
  const asked = askedInValue(prompt === usual.prompt ? input : flat[prompt], prompt);
  if ('unusable' in asked) return asked;
  const used = prompt === usual.prompt ? [...asked.used, reference] : [prompt, reference];
  return sampleOf(flat, fields, { messages: asked.messages, references: answersInValue(flat[reference]), used });
}
