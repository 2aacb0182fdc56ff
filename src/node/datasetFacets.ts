import { scalarText } from '../core/dataset/fields';
import type { JsonValue } from '../core/dataset/json';
import type { DatasetFile } from './datasetFile';
import type { Facet } from './datasetStore';

/** A field with more different values than this does not group samples. */
const MOST_VALUES = 200;

/** A value longer than this (in UTF-16 units) is text, not a label. */
const LONGEST_VALUE = 80;

/** The metadata fields of a dataset by which its samples can be grouped. @throws {HumanError} as `DatasetFile.forEachRow` */
export async function facetsOf(file: DatasetFile, signal: AbortSignal): Promise<readonly Facet[]> {
  const fields = new Map<string, { samples: number; values: Map<string, number> | undefined }>();
  await file.forEachRow((row) => {
    if (row.kind === 'bad') return true;
    for (const [field, value] of Object.entries(row.metadata)) {
      let seen = fields.get(field);
      if (!seen) fields.set(field, (seen = { samples: 0, values: new Map() }));
      seen.samples++;
      const labels = value === undefined ? undefined : labelsOf(value);
      if (labels === undefined) seen.values = undefined;
      for (const label of labels ?? []) seen.values?.set(label, (seen.values.get(label) ?? 0) + 1);
      if (seen.values && seen.values.size > MOST_VALUES) seen.values = undefined;
    }
    return true;
  }, signal);
  return [...fields].flatMap(([field, { samples, values }]): Facet[] => {
    if (values === undefined || values.size === 0) return [];
    const sorted = [...values].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return [{ field, samples, values: sorted.map(([value, count]) => ({ value, samples: count })) }];
  });
}

/** The labels that a value holds: itself, or the items of a list; undefined when it is text or structure. */
function labelsOf(value: JsonValue): readonly string[] | undefined {
  const items = Array.isArray(value) ? [...new Set(value as readonly JsonValue[])] : [value];
  const texts = items.map(scalarText);
  return texts.every((text) => text !== undefined && text.length <= LONGEST_VALUE) ? (texts as string[]) : undefined;
}
