import { readReferences } from '../../dataset/answers';
import { scalarText } from '../../dataset/fields';
import { isJsonObject, type JsonObject, type JsonValue } from '../../dataset/json';
import type { Completion } from '../../model/model';
import { completionOf } from '../completion';
import type { RecordedAnswer, RecordedFormat } from '../recorded';
import { recordedContent, recordedPrompt, restOf } from '../recordedContent';

/**
 * `samples_<task>_<date>.jsonl` of EleutherAI's lm-evaluation-harness (`--log_samples`). A document is scored once for each
 * filter, so document and filter make the item. The model is named by the folder only.
 */
export const lmEval: RecordedFormat = {
  id: 'lm-eval-samples',
  title: 'lm-evaluation-harness samples',
  container: 'records',

  matches(head) {
    return 'doc_id' in head && ('resps' in head || 'filtered_resps' in head);
  },

  read({ record, file }) {
    const id = scalarText(record['doc_id']);
    if (id === undefined) return { unusable: '“doc_id” is missing.' };
    const task = taskOf(file.name);
    const filter = scalarText(record['filter']) ?? 'none';
    const key = [task, id, scalarText(record['doc_hash']) ?? '', filter].join(' ');
    const requests = requestsOf(record['arguments']);
    const choices = requests.map(([, continuation]) => continuation);
    const answers = isChoice(record, choices) ? chosen(record, choices) : generated(record);
    const { metadata } = restOf(record['doc']);
    const content = recordedContent(recordedPrompt(requests[0]?.[0]), referencesOf(record, choices), {
      ownId: filter === 'none' ? id : `${id} ${filter}`,
      metadata: { ...metadata, ...(task !== '' && { task }), filter },
    });
    const model = file.folder === '' ? {} : { model: file.folder };
    if (answers.length === 0)
      return [{ key, repeat: 0, answer: { error: 'There is no response.' }, ...model, ...content }];
    return answers.map((answer, repeat): RecordedAnswer => ({ key, repeat, answer, ...model, ...content }));
  },
};

function taskOf(fileName: string): string {
  return /^samples_(.+?)(_\d{4}-\d\d-\d\dT[^/\\]*)?\.jsonl?$/.exec(fileName)?.[1] ?? '';
}

/** The requests for one document, each a context and what follows: `{gen_args_0: {arg_0, arg_1}, …}`, or lists. */
function requestsOf(value: JsonValue | undefined): readonly (readonly JsonValue[])[] {
  const requests: readonly (JsonValue | undefined)[] = isJsonObject(value)
    ? Object.keys(value).map((name) => value[name])
    : Array.isArray(value)
      ? (value as readonly JsonValue[])
      : [];
  return requests.map((request) => {
    if (isJsonObject(request)) return [unwrapped(request['arg_0']) ?? '', request['arg_1'] ?? null];
    return Array.isArray(request) ? [unwrapped(request[0] as JsonValue) ?? '', (request[1] ?? null) as JsonValue] : [];
  });
}

/** Chat endpoints are sent a list with one text, the JSON of the messages. */
function unwrapped(context: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(context) && context.length === 1 && typeof context[0] === 'string' ? context[0] : context;
}

/** True where the model did not write but rated given continuations: several texts, and a number for each. */
function isChoice(record: JsonObject, choices: readonly (JsonValue | undefined)[]): boolean {
  return choices.length > 1 && choices.every((choice) => typeof choice === 'string') && ratings(record).length > 0;
}

/** Log-likelihoods by continuation: `filtered_resps` holds `[number, is greedy]` for each, in some versions as texts. */
function ratings(record: JsonObject): readonly number[] {
  const given = record['filtered_resps'];
  if (!Array.isArray(given)) return [];
  const numbers = (given as readonly JsonValue[]).map((rating) => Number(Array.isArray(rating) ? rating[0] : rating));
  return numbers.every((number) => !Number.isNaN(number)) ? numbers : [];
}

/** The continuation that the model finds most likely, as the harness takes it for `acc`. */
function chosen(record: JsonObject, choices: readonly (JsonValue | undefined)[]): readonly Completion[] {
  const likelihoods = ratings(record);
  const best = choices[likelihoods.indexOf(Math.max(...likelihoods))];
  return typeof best === 'string' ? [completionOf({ content: best.trim() })] : [];
}

/**
 * What the filter made of the responses: that is what the harness scores. Where it is only a part of what the model
 * wrote, all of it stands beside the answer as the thoughts that led there.
 */
function generated(record: JsonObject): readonly Completion[] {
  const raw = textsIn(record['resps']);
  const filtered = textsIn(record['filtered_resps']);
  if (filtered.length === 0) return raw.map((content) => completionOf({ content }));
  return filtered.map((content, index) => {
    const whole = raw[index];
    return whole === undefined || whole.trim() === content.trim()
      ? completionOf({ content })
      : { ...completionOf({ content }), reasoning: whole };
  });
}

/** The texts in a list of texts or of lists of texts. */
function textsIn(value: JsonValue | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).flat().filter((text) => typeof text === 'string');
}

/** The target; where the model chose among continuations and the target is a number, the continuation it means. */
function referencesOf(record: JsonObject, choices: readonly (JsonValue | undefined)[]): readonly string[] {
  const target = record['target'];
  const index = typeof target === 'string' && /^\d{1,3}$/.test(target) ? Number(target) : target;
  const meant = isChoice(record, choices) && typeof index === 'number' ? choices[index] : undefined;
  return readReferences(typeof meant === 'string' ? meant.trim() : target);
}
