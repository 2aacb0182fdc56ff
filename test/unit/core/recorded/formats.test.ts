import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unusable } from '../../../../src/core/dataset/format';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/core/dataset/json';
import { RECORDED_FORMATS } from '../../../../src/core/recorded/formats/registry';
import type { OpenedDocument, RecordedAnswer, RecordedFormat } from '../../../../src/core/recorded/recorded';

function formatOf(id: string): RecordedFormat {
  const format = RECORDED_FORMATS.find((candidate) => candidate.id === id);
  if (!format) throw new Error(`There is no ${id}.`);
  return format;
}

function read(id: string, record: JsonObject, file = { name: 'x.jsonl', folder: 'm' }): readonly RecordedAnswer[] {
  const answers = formatOf(id).read({ record, index: 0, file });
  if ('unusable' in answers) throw new Error(answers.unusable);
  return answers;
}

describe('lm-evaluation-harness samples', () => {
  const CHOICE: JsonObject = {
    doc_id: 3,
    doc: { question: 'Sky?', choices: ['red', 'blue'] },
    target: '1',
    arguments: {
      gen_args_0: { arg_0: 'Sky?\nAnswer:', arg_1: ' red' },
      gen_args_1: { arg_0: 'Sky?\nAnswer:', arg_1: ' blue' },
    },
    resps: [[['-2.5', 'False']], [['-0.25', 'True']]],
    filtered_resps: [
      ['-2.5', 'False'],
      ['-0.25', 'True'],
    ],
    filter: 'none',
    doc_hash: 'h',
    acc: 1,
  };

  it('take the likeliest continuation for the answer, and the target’s for the reference', () => {
    const [answer] = read('lm-eval-samples', CHOICE, { name: 'samples_sky_2026-03-01T10-11-12.5.jsonl', folder: 'm' });
    expect(answer).toEqual({
      key: 'sky 3 h none',
      model: 'm',
      repeat: 0,
      answer: { text: 'blue', finishReason: null },
      content: {
        ownId: '3',
        messages: [{ role: 'user', content: 'Sky?\nAnswer:' }],
        references: ['blue'],
        metadata: { question: 'Sky?', choices: ['red', 'blue'], task: 'sky', filter: 'none' },
      },
    });
  });

  it('read the older lists of arguments', () => {
    const lists = {
      ...CHOICE,
      arguments: [
        ['Sky?\nAnswer:', ' red'],
        ['Sky?\nAnswer:', ' blue'],
      ],
    };
    expect(read('lm-eval-samples', lists)).toEqual(read('lm-eval-samples', CHOICE));
  });

  it('read the messages that a chat endpoint was sent', () => {
    const messages = [
      { role: 'system', content: 's' },
      { role: 'user', content: 'u' },
    ];
    const record = {
      doc_id: 0,
      arguments: [[[JSON.stringify(messages)], {}]],
      resps: [['a', 'b']],
      filtered_resps: [['a', 'b']],
    };
    const answers = read('lm-eval-samples', record);
    expect(answers.map(({ repeat, answer }) => [repeat, answer])).toEqual([
      [0, { text: 'a', finishReason: null }],
      [1, { text: 'b', finishReason: null }],
    ]);
    expect(answers[0]?.content?.messages).toEqual(messages);
  });

  it('say where no response is', () => {
    expect(read('lm-eval-samples', { doc_id: 0, resps: [] })[0]?.answer).toEqual({ error: 'There is no response.' });
    expect(
      formatOf('lm-eval-samples').read({ record: { resps: [] }, index: 0, file: { name: 'x', folder: '' } }),
    ).toEqual({
      unusable: '“doc_id” is missing.',
    });
  });
});

describe('promptfoo results', () => {
  it('are the same item where the variables are the same, whatever the conversation and the order', () => {
    const key = (vars: JsonObject): string | undefined =>
      read('promptfoo-results', {
        vars,
        promptId: 'p',
        provider: 'a',
        prompt: { raw: 'x' },
        response: { output: 'y' },
      })[0]?.key;
    expect(key({ a: 1, b: 2, _conversation: ['x'] })).toBe(key({ b: 2, a: 1, sessionId: 's' }));
    expect(key({ a: 1 })).not.toBe(key({ a: 2 }));
  });

  it('go by the number of the test where there are no variables', () => {
    const record = {
      testIdx: 4,
      provider: { id: 'openai:x' },
      prompt: { raw: 'x', label: 'l' },
      response: { output: { a: 1 } },
    };
    expect(read('promptfoo-results', record)).toEqual([
      {
        key: '["4","l"]',
        model: 'openai:x',
        repeat: 0,
        answer: { text: '{"a":1}', finishReason: null },
        content: { messages: [{ role: 'user', content: 'x' }], references: [], metadata: {} },
      },
    ]);
  });

  it('take an accepted answer from the best kind of assertion', () => {
    const references = (...assert: JsonObject[]): readonly string[] | undefined =>
      read('promptfoo-results', {
        vars: { w: 'cat', label: 'fallback' },
        testCase: { assert },
        prompt: { raw: 'x' },
        response: { output: 'y' },
      })[0]?.content?.references;
    expect(references({ type: 'similar', value: ['a', '{{w}}'] }, { type: 'equals', value: '{{ w }}s' })).toEqual([
      'cats',
    ]);
    expect(references({ type: 'similar', value: ['a', '{{w}} {{unknown}}'] })).toEqual(['a', 'cat {{unknown}}']);
    expect(references({ type: 'llm-rubric', value: 'is nice' })).toEqual(['fallback']);
  });
});

describe('two outputs', () => {
  it('are not the columns that name the models', () => {
    const record = { id: 7, prompt: 'p', model_a: 'gpt', model_b: 'llama', response_a: 'x', response_b: 'y' };
    expect(read('output-columns', record).map(({ key, model, answer }) => [key, model, answer])).toEqual([
      ['7', 'response_a', { text: 'x', finishReason: null }],
      ['7', 'response_b', { text: 'y', finishReason: null }],
    ]);
    const content = read('output-columns', record)[0]?.content;
    expect(content).toMatchObject({ references: [], metadata: { model_a: 'gpt', model_b: 'llama' } });
  });
});

describe('every format', () => {
  const FIXTURES: Readonly<Record<string, string>> = {
    'openai-batch-output': 'batch_6740_output.jsonl',
    'openai-evals-items': 'output_items.jsonl',
    'openai-evals-archive': 'openai-evals-export/eval_1.json',
    'promptfoo-results': 'results.json',
    'lm-eval-samples': 'meta-llama__Llama-3.2-1B/samples_gsm8k_2026-03-01T10-11-12.345678.jsonl',
    'inspect-json': '2026-03-01T10-00-00_capitals.json',
    'llm-comparator': 'comparison.json',
    'llama-factory-predictions': 'lora-sft/generated_predictions.jsonl',
  };

  it.each(Object.entries(FIXTURES))('%s never throws, whatever stands where', (id, file) => {
    const format = formatOf(id);
    const text = readFileSync(`test/fixtures/recorded/${id}/${file}`, 'utf8');
    const documents = file.endsWith('.json')
      ? [JSON.parse(text) as JsonObject]
      : text
          .split('\n')
          .filter((line) => line.endsWith('}'))
          .map((line) => JSON.parse(line) as JsonObject);
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.array(fc.tuple(fc.nat(), fc.jsonValue()), { minLength: 1, maxLength: 5 }),
        (document, changes) => {
          const changed = changes.reduce<JsonValue>((value, [at, put]) => replaced(value, at, put), document);
          readAll(format, changed);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Reads a value as a file that begins with it would be read. */
function readAll(format: RecordedFormat, document: JsonValue): void {
  if (!isJsonObject(document)) return;
  format.matches(document);
  const opened: OpenedDocument | Unusable = format.open?.(document) ?? { records: [{ value: document, path: [] }] };
  if ('unusable' in opened) return;
  opened.records.forEach(({ value: record }, index) => {
    if (!isJsonObject(record)) return;
    const { header } = opened;
    const read = format.read({
      record,
      index,
      file: { name: 'samples_x.jsonl', folder: '' },
      ...(header && { header }),
    });
    if ('unusable' in read) return;
    for (const { key, answer, content } of read) {
      expect(typeof key).toBe('string');
      expect('error' in answer ? answer.error : answer.text).toBeTypeOf('string');
      if (content) expect(content.messages.length).toBeGreaterThan(0);
    }
  });
}

/** A copy in which one value, counted in depth-first order, is another. */
function replaced(value: JsonValue, at: number, put: JsonValue): JsonValue {
  let countdown = at % count(value);
  const copy = (original: JsonValue): JsonValue => {
    if (countdown-- === 0) return put;
    if (Array.isArray(original)) return (original as JsonValue[]).map(copy);
    if (typeof original !== 'object' || original === null) return original;
    return Object.fromEntries(Object.entries(original).map(([name, member]) => [name, copy(member ?? null)]));
  };
  return copy(value);
}

function count(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, member) => sum + count(member as JsonValue), 1);
}
