import { columns } from '../../dataset/formats/columns';
import { FORMATS } from '../../dataset/formats/registry';
import { isMessageList } from '../../dataset/messages';
import type { RowCheck } from '../check';

/** A row of another format than the file's, or one that fits two formats. */
export const mixedFormats: RowCheck = {
  id: 'mixed-formats',
  title: 'Mixed formats',
  severity: 'error',

  check({ record, format, fields, content }) {
    if (typeof record['text'] === 'string' && isMessageList(record['messages'])) {
      const message =
        'This row has both “text” and “messages”; trainers such as Together refuse rows that fit two formats.';
      return [{ message, path: ['text'] }];
    }
    // Fields that the configuration names need not look like any format.
    if (fields.prompt !== undefined || format.matches(record)) return [];
    const other = FORMATS.find((candidate) => candidate.matches(record));
    // Columns fit nearly anything with a prompt, so that says nothing.
    if (other === undefined || other === columns) return [];
    const message = `This row is ${other.title}, but the rows of this dataset are ${format.title}; keep one format per file.`;
    return [{ message, path: [], ...('unusable' in content && { isReason: true }) }];
  },
};
