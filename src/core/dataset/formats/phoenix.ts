import type { Format } from '../format';
import { isJsonObject } from '../json';
import { readInputAndExpected } from './inputExpected';

/** Arize Phoenix's examples: `input` and `output`, objects of named values, and `metadata`. */
export const phoenix: Format = {
  id: 'phoenix',
  title: 'Phoenix examples',

  matches(record) {
    return isJsonObject(record['input']) && isJsonObject(record['output']);
  },

  usualFields() {
    return { prompt: 'input', reference: 'output' };
  },

  read(record, fields) {
    return readInputAndExpected(record, fields, { prompt: 'input', reference: 'output' });
  },
};
