import { labelsOf, MOST_LABELS } from '../core/dataset/labels';
import type { DatasetFile } from './datasetFile';
import type { Facet } from './datasetStore';

/** Fields beyond these are not looked at: a file whose rows all have other fields cannot be grouped. */
const MOST_FIELDS = 500;

/** The metadata fields of a dataset by which its samples can be grouped. @throws {HumanError} as `DatasetFile.forEachRow` */
export async function facetsOf(file: DatasetFile, signal: AbortSignal): Promise<readonly Facet[]> {
  const fields = new Map<string, { samples: number; values: Map<string, number> | undefined }>();
  await file.forEachRow((row) => {
    if (row.kind === 'bad') return true;
    for (const [field, value] of Object.entries(row.metadata)) {
      let seen = fields.get(field);
      if (!seen && fields.size === MOST_FIELDS) continue;
      if (!seen) fields.set(field, (seen = { samples: 0, values: new Map() }));
      const labels = labelsOf(value);
      if (labels === undefined) seen.values = undefined;
      else if (labels.length > 0) seen.samples++;
      for (const label of labels ?? []) seen.values?.set(label, (seen.values.get(label) ?? 0) + 1);
      if (seen.values && seen.values.size > MOST_LABELS) seen.values = undefined;
    }
    return true;
  }, signal);
  return [...fields].flatMap(([field, { samples, values }]): Facet[] => {
    if (values === undefined || values.size === 0) return [];
    const sorted = [...values].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return [{ field, samples, values: sorted.map(([value, count]) => ({ value, samples: count })) }];
  });
}
