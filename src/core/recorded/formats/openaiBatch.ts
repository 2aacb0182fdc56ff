import { scalarText } from '../../dataset/fields';
import { isJsonObject, type JsonObject } from '../../dataset/json';
import { errorText } from '../completion';
import type { RecordedAnswer, RecordedFormat } from '../recorded';
import { objectIn } from '../recordedContent';
import { answersInBody } from '../responseBody';

/**
 * The output and error files of OpenAI's Batch API, as Azure and Together write them too: `custom_id`, `response`
 * (`status_code`, `body`) and `error`, in any order. They hold no prompts.
 */
export const openaiBatchOutput: RecordedFormat = {
  id: 'openai-batch-output',
  title: 'OpenAI Batch output',
  container: 'records',

  matches(head) {
    return 'custom_id' in head && 'response' in head && (head['response'] === null || isJsonObject(head['response']));
  },

  read({ record }) {
    const key = scalarText(record['custom_id']);
    if (key === undefined) return { unusable: '“custom_id” is missing.' };
    const body = objectIn(objectIn(record, 'response'), 'body');
    const model = typeof body['model'] === 'string' ? { model: body['model'] } : {};
    const answers = answersInBody(body);
    if (answers.length === 0) return [{ key, repeat: 0, answer: { error: whyNone(record, body) }, ...model }];
    return answers.map((answer, repeat): RecordedAnswer => ({ key, repeat, answer, ...model }));
  },
};

function whyNone(record: JsonObject, body: JsonObject): string {
  const words = errorText(body['error']) ?? errorText(record['error']);
  if (words !== undefined) return words;
  const status = objectIn(record, 'response')['status_code'];
  return typeof status === 'number' ? `Status ${status}, and no answer.` : 'There is no answer.';
}
