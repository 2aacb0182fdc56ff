import { scalarText } from '../fields';
import type { Format } from '../format';
import type { JsonObject } from '../json';
import { readInputAndExpected } from './inputExpected';

/** Fields by which an item of two texts is known. */
const MARKS = ['sourceTraceId', 'source_trace_id', 'datasetName', 'dataset_name', 'datasetId', 'dataset_id'];

/** The name that the expected output has: in the API `expectedOutput`, in the Python SDK `expected_output`. */
function referenceName(record: JsonObject): string {
  return 'expected_output' in record ? 'expected_output' : 'expectedOutput';
}

/** Langfuse's dataset items: `input` and expected output of any shape, `metadata`, `status`. Plain texts alone are columns. */
export const langfuse: Format = {
  id: 'langfuse',
  title: 'Langfuse items',

  matches(record) {
    const expected = referenceName(record);
    if (!('input' in record && expected in record)) return false;
    const isPlain = [record['input'], record[expected]].every((value) => scalarText(value) !== undefined);
    return !isPlain || MARKS.some((name) => name in record);
  },

  usualFields(record) {
    return { prompt: 'input', reference: referenceName(record) };
  },

  read(record, fields) {
    return readInputAndExpected(record, fields, { prompt: 'input', reference: referenceName(record) });
  },
};
