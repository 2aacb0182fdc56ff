import { scalarText } from '../fields';
import type { Format } from '../format';
import { readInputAndExpected } from './inputExpected';

/** Fields by which a record of two texts is known. */
const MARKS = ['tags', '_xact_id', 'root_span_id', 'span_id'];

/** Braintrust's records: `input` and `expected` of any shape, `metadata` and `tags`. Plain texts alone are columns. */
export const braintrust: Format = {
  id: 'braintrust',
  title: 'Braintrust',

  matches(record) {
    if (!('input' in record && 'expected' in record)) return false;
    const isPlain = [record['input'], record['expected']].every((value) => scalarText(value) !== undefined);
    return !isPlain || MARKS.some((name) => name in record);
  },

  usualFields() {
    return { prompt: 'input', reference: 'expected' };
  },

  read(record, fields) {
    return readInputAndExpected(record, fields, { prompt: 'input', reference: 'expected' });
  },
};
