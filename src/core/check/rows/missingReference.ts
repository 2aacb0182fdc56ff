import type { RowCheck } from '../check';

/** A sample without an expected answer in a dataset that has them. */
export const missingReference: RowCheck = {
  id: 'missing-reference',
  title: 'Missing reference',
  severity: 'warning',
  unlessAll: true,

  check({ content, format, record, fields }) {
    if ('unusable' in content || content.references.length > 0) return [];
    // An answer that the dataset calls bad tells as much.
    if (content.rejected !== undefined && content.rejected.length > 0) return [];
    const field = fields.reference ?? format.usualFields(record).reference;
    const named = field === undefined ? 'reference' : `reference (“${field}”)`;
    const message = `This sample has no ${named}, so its responses cannot be scored against one (${format.title}).`;
    return [{ message, path: field !== undefined && field in record ? [field] : [] }];
  },
};
