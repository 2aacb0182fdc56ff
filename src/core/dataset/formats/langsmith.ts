import type { Format } from '../format';
import { isJsonObject } from '../json';
import { readInputAndExpected } from './inputExpected';

/** LangSmith's examples: `inputs` and `outputs`, objects of named values; chat data sets have `messages` in both. */
export const langsmith: Format = {
  id: 'langsmith',
  title: 'LangSmith examples',

  matches(record) {
    return isJsonObject(record['inputs']) && ('outputs' in record || 'dataset_id' in record);
  },

  usualFields() {
    return { prompt: 'inputs', reference: 'outputs' };
  },

  read(record, fields) {
    return readInputAndExpected(record, fields, { prompt: 'inputs', reference: 'outputs' });
  },
};
