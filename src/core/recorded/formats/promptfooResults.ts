import { readReferences } from '../../dataset/answers';
import { scalarText } from '../../dataset/fields';
import { referenceField } from '../../dataset/fieldNames';
import { acceptedBy } from '../../dataset/formats/promptfooAssertions';
import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../../dataset/json';
import { completionOf, durationMs, errorText, usageOf } from '../completion';
import { fillVariables } from '../../dataset/formats/promptfooTemplate';
import type { DocumentRecord, RecordedAnswer, RecordedFormat } from '../recorded';
import { listIn, objectIn, recordedContent, recordedPrompt, recordsAt, restOf } from '../recordedContent';

/** promptfoo's value of `failureReason` for a provider that failed, as against an assertion. */
const FAILED_WITH_ERROR = 2;

/** Variables that promptfoo adds itself; they differ from run to run. */
const OWN_VARIABLES = new Set(['_conversation', 'sessionId']);

/** promptfoo's results file, version 3 (`results.results`) and version 2 (`results.table`). Each provider is a model. */
export const promptfooResults: RecordedFormat = {
  id: 'promptfoo-results',
  title: 'promptfoo results',
  container: 'document',

  matches(head) {
    const results = objectIn(head, 'results');
    return (
      typeof results['version'] === 'number' &&
      ('timestamp' in results || 'table' in results || Array.isArray(results['results']))
    );
  },

  open(document) {
    const results = objectIn(document, 'results');
    const list = listIn(results, 'results');
    const records =
      list.length > 0 ? recordsAt(list, 'results', 'results') : recordsInTable(objectIn(results, 'table'));
    return { records };
  },

  read({ record, index }) {
    const testCase = objectIn(record, 'testCase');
    const given = isJsonObject(record['vars']) ? record['vars'] : objectIn(testCase, 'vars');
    const variables = Object.fromEntries(Object.entries(given).filter(([name]) => !OWN_VARIABLES.has(name)));
    const prompt = isJsonObject(record['prompt']) ? record['prompt'] : { raw: record['prompt'] };
    const promptId = scalarText(record['promptId']) ?? scalarText(prompt['label']) ?? '';
    const test = Object.keys(variables).length > 0 ? variables : (scalarText(record['testIdx']) ?? String(index));
    const model = providerOf(record['provider']);
    return [
      {
        key: canonicalJson([test, promptId]),
        ...(model !== undefined && { model }),
        repeat: 0,
        answer: answerIn(record),
        ...contentOf(prompt['raw'], variables, testCase),
      },
    ];
  },
};

function providerOf(provider: JsonValue | undefined): string | undefined {
  if (!isJsonObject(provider)) return scalarText(provider);
  return scalarText(provider['label']) || scalarText(provider['id']);
}

function answerIn(record: JsonObject): RecordedAnswer['answer'] {
  const response = objectIn(record, 'response');
  const output = response['output'];
  const isMissing = output === undefined || output === null;
  if (isMissing || record['failureReason'] === FAILED_WITH_ERROR) {
    return { error: errorText(response['error']) ?? errorText(record['error']) ?? 'The provider gave no output.' };
  }
  const { prompt: promptTokens, completion: completionTokens } = objectIn(response, 'tokenUsage');
  return completionOf(messageOf(output), {
    finishReason: response['finishReason'],
    usage: usageOf(promptTokens, completionTokens),
    // Of an answer from promptfoo's cache the time is that of the cache.
    totalMs: response['cached'] === true ? undefined : durationMs(record['latencyMs']),
  });
}

/** An output as a message: a text, a message, a list of tool calls, or any other value as JSON text. */
function messageOf(output: JsonValue): JsonObject {
  if (isJsonObject(output) && Array.isArray(output['tool_calls'])) return output;
  if (Array.isArray(output) && output.length > 0 && (output as readonly JsonValue[]).every(isToolCall)) {
    return { tool_calls: output as readonly JsonValue[] };
  }
  return { content: scalarText(output) ?? JSON.stringify(output) };
}

function isToolCall(value: JsonValue): boolean {
  return isJsonObject(value) && typeof objectIn(value, 'function')['name'] === 'string';
}

function contentOf(
  raw: JsonValue | undefined,
  variables: JsonObject,
  testCase: JsonObject,
): Pick<RecordedAnswer, 'content'> | undefined {
  const asserted = acceptedBy(listIn(testCase, 'assert')).accepted.map((text) => fillVariables(text, variables));
  const field = asserted.length > 0 ? undefined : referenceField(variables);
  const references = field === undefined ? asserted : readReferences(variables[field]);
  const { metadata, ...rest } = restOf(variables, field === undefined ? [] : [field]);
  const description = scalarText(testCase['description']);
  const about = { ...metadata, ...objectIn(testCase, 'metadata'), ...(description !== undefined && { description }) };
  return recordedContent(recordedPrompt(raw), references, { ...rest, metadata: about });
}

/** The cells of version 2's table as version 3 writes them. */
function recordsInTable(table: JsonObject): readonly DocumentRecord[] {
  const head = objectIn(table, 'head');
  const names = listIn(head, 'vars').map((name) => scalarText(name) ?? '');
  const prompts = listIn(head, 'prompts');
  return listIn(table, 'body').flatMap((row, testIdx) => {
    if (!isJsonObject(row)) return [];
    const values = listIn(row, 'vars');
    const vars = Object.fromEntries(names.map((name, index) => [name, values[index]]));
    const cells = recordsAt(listIn(row, 'outputs'), 'results', 'table', 'body', testIdx, 'outputs');
    return cells.map(({ value, path }, index) => ({
      value: recordOfCell(value, prompts[index], { vars, testIdx, testCase: row['test'] }),
      path,
    }));
  });
}

function recordOfCell(cell: JsonValue, head: JsonValue | undefined, about: JsonObject): JsonValue {
  const { label, provider } = isJsonObject(head) ? head : {};
  if (!isJsonObject(cell)) return { ...about, prompt: { label }, provider, response: { output: cell } };
  const reason = objectIn(cell, 'gradingResult')['reason'];
  const before = typeof reason === 'string' && reason !== '' ? `${reason}\n---\n` : undefined;
  const text = scalarText(cell['text']);
  // Why an assertion failed was put before the output.
  const output = before !== undefined && text?.startsWith(before) ? text.slice(before.length) : text;
  return {
    ...about,
    prompt: { raw: cell['prompt'], label },
    provider: cell['provider'] ?? provider,
    latencyMs: cell['latencyMs'],
    error: cell['error'] ?? cell['text'],
    failureReason: cell['failureReason'],
    response: { output, tokenUsage: cell['tokenUsage'] },
  };
}
