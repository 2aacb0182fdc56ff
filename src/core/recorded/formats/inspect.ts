import { readReferences } from '../../dataset/answers';
import { scalarText } from '../../dataset/fields';
import type { Unusable } from '../../dataset/format';
import { isJsonObject, type JsonObject, type JsonValue } from '../../dataset/json';
import { completionOf, durationMs, errorText, usageOf } from '../completion';
import { inspectMessage, resolved } from '../inspectMessage';
import type { RecordedAnswer, RecordedFormat, RecordedRecord } from '../recorded';
import { listIn, objectIn, recordedContent, recordedPrompt, recordsAt, restOf } from '../recordedContent';

/** What Inspect calls a stop, in the words of the chat API where that has one. */
const FINISH_REASONS: ReadonlyMap<JsonValue | undefined, string | null> = new Map([
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['unknown', null],
]);

const matches = (head: JsonObject): boolean => {
  const spec = objectIn(head, 'eval');
  return typeof head['version'] === 'number' && 'task' in spec && 'model' in spec;
};

/** A log of Inspect (UK AI Security Institute) as JSON. Epochs of a sample are its repeats. */
export const inspectJson: RecordedFormat = {
  id: 'inspect-json',
  title: 'Inspect log',
  container: 'document',
  matches,
  open(document) {
    return { records: recordsAt(listIn(document, 'samples'), 'samples'), header: document };
  },
  read: readInspectSample,
};

/** The same log as a ZIP (`.eval`): `header.json` (while running `_journal/start.json`), and one entry for each sample. */
export const inspectEval: RecordedFormat = {
  id: 'inspect-eval',
  title: 'Inspect log',
  container: 'zip',
  matches,
  read: readInspectSample,
};

function readInspectSample({ record, header = {} }: RecordedRecord): readonly RecordedAnswer[] | Unusable {
  const key = scalarText(record['id']);
  if (key === undefined) return { unusable: 'The sample has no id.' };
  const epoch = record['epoch'];
  const output = objectIn(record, 'output');
  const model = scalarText(objectIn(header, 'eval')['model']) ?? scalarText(output['model']);
  const { metadata } = restOf(record['metadata']);
  const choices = listIn(record, 'choices');
  const content = recordedContent(promptOf(record), readReferences(record['target']), {
    ownId: key,
    metadata: { ...metadata, ...(choices.length > 0 && { choices }) },
  });
  return [
    {
      key,
      ...(model !== undefined && { model }),
      repeat: typeof epoch === 'number' && epoch >= 1 ? epoch - 1 : 0,
      answer: answerIn(record, output),
      ...content,
    },
  ];
}

function answerIn(record: JsonObject, output: JsonObject): RecordedAnswer['answer'] {
  const choice = listIn(output, 'choices').find(isJsonObject);
  if (!choice) {
    const error = errorText(record['error']) ?? errorText(output['error']);
    return { error: error ?? 'The log holds no answer to this sample.' };
  }
  const { input_tokens: promptTokens, output_tokens: completionTokens } = objectIn(output, 'usage');
  const stop = choice['stop_reason'];
  return completionOf(inspectMessage(resolved(choice['message'], objectIn(record, 'attachments'))), {
    finishReason: FINISH_REASONS.has(stop) ? FINISH_REASONS.get(stop) : stop,
    usage: usageOf(promptTokens, completionTokens),
    totalMs: durationMs(output['time'], 1000),
  });
}

/**
 * What the model was first asked: the conversation up to its first own message, with what the solver put around the
 * dataset's input; else that input.
 */
function promptOf(record: JsonObject): ReturnType<typeof recordedPrompt> {
  const attachments = objectIn(record, 'attachments');
  const messages = listIn(record, 'messages').map((message) => inspectMessage(resolved(message, attachments)));
  const isAnswer = (message: JsonObject): boolean => message['role'] === 'assistant';
  const generated = messages.findIndex((message) => isAnswer(message) && message['source'] === 'generate');
  const end = generated >= 0 ? generated : messages.findLastIndex(isAnswer);
  const asked = end > 0 ? recordedPrompt(messages.slice(0, end)) : undefined;
  if (asked) return asked;
  const input = resolved(record['input'], attachments);
  return recordedPrompt(Array.isArray(input) ? (input as readonly JsonValue[]).map(inspectMessage) : input);
}
