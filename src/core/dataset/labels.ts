import { scalarText } from './fields';
import type { JsonObject, JsonValue } from './json';

/** A field with more different labels than this does not group samples. */
export const MOST_LABELS = 200;

/** A value longer than this (in UTF-16 units) is text, not a label. */
const LONGEST_LABEL = 80;

/**
 * The labels that a metadata value holds: itself, or the items of a list, each once; none for null, an empty text and an
 * empty list; undefined when it is text or structure, which groups nothing.
 */
export function labelsOf(value: JsonValue | undefined): readonly string[] | undefined {
  const items: readonly (JsonValue | undefined)[] = Array.isArray(value) ? value : [value];
  const labels = new Set<string>();
  for (const item of items) {
    if (item === null || item === undefined || item === '') continue;
    const text = scalarText(item);
    if (text === undefined || text.length > LONGEST_LABEL) return undefined;
    labels.add(text);
  }
  return [...labels];
}

/** The labels of one field of a sample's metadata; none where it is missing, text or structure. */
export function labelsIn(metadata: JsonObject, field: string): readonly string[] {
  return (Object.hasOwn(metadata, field) && labelsOf(metadata[field])) || [];
}
