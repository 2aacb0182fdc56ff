import type { Format } from '../format';
import { isJsonObject, type JsonObject } from '../json';
import { isMessageList } from '../messages';
import { columns } from './columns';
import { openaiChat } from './openaiChat';

/** The fields of a row. With others beside them, an item is something else: that of an order, say. */
const NAMES = ['item', 'sample', 'id', 'metadata'];

/**
 * The data of evals on OpenAI's platform: an `item` of any shape, and sometimes a `sample` that a model answered. The
 * item's members count as fields of the record; prompt and reference are told by their names.
 */
export const openaiEvalItems: Format = {
  id: 'openai-eval-items',
  title: 'OpenAI eval items',

  matches(record) {
    return isJsonObject(record['item']) && Object.keys(record).every((name) => NAMES.includes(name));
  },

  usualFields(record) {
    const flat = flatten(record);
    return formatOf(flat).usualFields(flat);
  },

  read(record, fields) {
    if (!isJsonObject(record['item'])) return { unusable: '“item” is missing or no object.' };
    const flat = flatten(record);
    return formatOf(flat, fields.prompt).read(flat, fields);
  },
};

function flatten({ item, ...record }: JsonObject): JsonObject {
  return isJsonObject(item) ? { ...item, ...record } : record;
}

function formatOf(flat: JsonObject, prompt = 'messages'): Format {
  return isMessageList(flat[prompt]) ? openaiChat : columns;
}
