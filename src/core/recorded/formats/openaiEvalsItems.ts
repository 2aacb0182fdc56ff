import { readReferences } from '../../dataset/answers';
import { scalarText } from '../../dataset/fields';
import type { Unusable } from '../../dataset/format';
import { referenceField } from '../../dataset/fieldNames';
import { isJsonObject, type JsonObject } from '../../dataset/json';
import { completionOf, errorText, usageOf } from '../completion';
import type { RecordedAnswer, RecordedFormat } from '../recorded';
import { listIn, objectIn, recordedContent, recordedPrompt, restOf } from '../recordedContent';

/** Output items of runs of OpenAI's Evals API (`eval.run.output_item`), as lines or a list. */
export const openaiEvalsItems: RecordedFormat = {
  id: 'openai-evals-items',
  title: 'OpenAI Evals output items',
  container: 'records',

  matches: isOutputItem,

  read({ record }) {
    return readOutputItem(record);
  },
};

/** True for an output item of a run. */
export function isOutputItem(record: JsonObject): boolean {
  return record['object'] === 'eval.run.output_item' || ('datasource_item' in record && 'sample' in record);
}

/** The answer in an output item. @param model its name; the sample's own where absent. Never throws. */
export function readOutputItem(record: JsonObject, model?: string): readonly RecordedAnswer[] | Unusable {
  const key = scalarText(record['datasource_item_id']) ?? scalarText(record['id']);
  if (key === undefined) return { unusable: '“datasource_item_id” is missing.' };
  const sample = objectIn(record, 'sample');
  const name = model ?? scalarText(sample['model']);
  return [
    {
      key,
      repeat: 0,
      answer: answerIn(sample),
      ...(name !== undefined && { model: name }),
      ...contentOf(record, sample),
    },
  ];
}

function answerIn(sample: JsonObject): RecordedAnswer['answer'] {
  const message = listIn(sample, 'output').findLast(isJsonObject);
  if (!message) return { error: errorText(sample['error']) ?? 'The item has no output.' };
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = objectIn(sample, 'usage');
  const usage = usageOf(promptTokens, completionTokens);
  return completionOf(message, { finishReason: sample['finish_reason'], usage });
}

function contentOf(record: JsonObject, sample: JsonObject): Pick<RecordedAnswer, 'content'> | undefined {
  const source = objectIn(record, 'datasource_item');
  const item = isJsonObject(source['item']) ? source['item'] : source;
  const field = referenceField(item);
  const references = field === undefined ? [] : readReferences(item[field]);
  return recordedContent(recordedPrompt(sample['input']), references, restOf(item, field === undefined ? [] : [field]));
}
