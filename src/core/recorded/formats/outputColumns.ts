import type { JsonObject } from '../../dataset/json';
import { scalarText } from '../../dataset/fields';
import { columns } from '../../dataset/formats/columns';
import { completionOf } from '../completion';
import type { RecordedAnswer, RecordedFormat } from '../recorded';

/** Column names of the answers of two models, compared in lower case with `_` for spaces and hyphens. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['base', 'tuned'],
  ['base_output', 'tuned_output'],
  ['base_response', 'tuned_response'],
  ['output_base', 'output_tuned'],
  ['response_base', 'response_tuned'],
  ['output_text_a', 'output_text_b'],
  ['output_a', 'output_b'],
  ['response_a', 'response_b'],
  ['response_1', 'response_2'],
  ['output_1', 'output_2'],
  // Last: beside outputs these are names.
  ['model_a', 'model_b'],
];

const simplified = (name: string): string => name.trim().toLowerCase().replace(/[\s-]/g, '_');

/** A table with a prompt and the answers of two models, each in a column of its own. The columns name the models. */
export const outputColumns: RecordedFormat = {
  id: 'output-columns',
  title: 'Two outputs',
  container: 'records',

  matches(head) {
    const pair = pairIn(head);
    return pair !== undefined && !('chosen' in head) && columns.matches(withPlainPrompt(without(head, pair)));
  },

  read({ record, index }) {
    const pair = pairIn(record);
    if (!pair) return { unusable: 'There are no columns with the outputs of two models.' };
    const read = columns.read(without(record, pair), {});
    const content = 'unusable' in read ? undefined : read;
    const key = content?.ownId ?? String(index);
    return pair.flatMap((model): RecordedAnswer[] => {
      const text = scalarText(record[model]);
      if (text === undefined) return [];
      return [{ key, model, repeat: 0, answer: completionOf({ content: text }), ...(content && { content }) }];
    });
  },
};

/** The two columns with outputs, as the record writes them. */
function pairIn(record: JsonObject): readonly [string, string] | undefined {
  const names = Object.keys(record);
  if (names.length < 2) return undefined;
  const simple = names.map(simplified);
  for (const [a, b] of PAIRS) {
    const first = names[simple.indexOf(a)];
    const second = names[simple.indexOf(b)];
    if (first !== undefined && second !== undefined) return [first, second];
  }
  return undefined;
}

function without(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** The outputs make it sure that this is an evaluation: a prompt needs no reference beside it. */
function withPlainPrompt(record: JsonObject): JsonObject {
  const { prompt } = columns.usualFields(record);
  return prompt === undefined ? record : { prompt: record[prompt] };
}
