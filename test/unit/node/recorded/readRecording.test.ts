import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HumanError } from '../../../../src/core/humanError';
import type { RecordedFormat } from '../../../../src/core/recorded/recorded';
import { DatasetBytes } from '../../../../src/node/datasetBytes';
import { readRecording } from '../../../../src/node/recorded/readRecording';
import { sniffRecorded } from '../../../../src/node/recorded/sniffRecorded';
import { expectedRecording, fixturePath, FIXTURES } from './recordedFixtures';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-recorded-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, text: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

describe('readRecording', () => {
  it.each(Object.keys(FIXTURES))('reads %s', async (name) => {
    expect(await readRecording(fixturePath(name))).toEqual(expectedRecording(name));
  });

  it('reads output items as a list and as the API lists them', async () => {
    const expected = expectedRecording('openai-evals-items');
    const lines = (await readFile(fixturePath('openai-evals-items'), 'utf8')).trim().split('\n');
    const list = `[\n${lines.join(',\n')}\n]`;
    const ofList = await readRecording(await fileOf('items.json', list));
    expect(ofList.items.map(({ answers }) => answers)).toEqual(expected.items.map(({ answers }) => answers));
    const ofPage = await readRecording(await fileOf('page.json', `{"object":"list","data":${list}}`));
    // The list begins on a line of its own.
    expect(ofPage.items).toEqual(expected.items.map((item) => ({ ...item, line: item.line + 1 })));
  });

  it('names runs of one model by their own names', async () => {
    const document = (await readFile(fixturePath('openai-evals-archive'), 'utf8')).replaceAll(
      'ft:gpt-4o-mini-2024-07-18:acme::A1b2',
      'gpt-4o-mini-2024-07-18',
    );
    expect((await readRecording(await fileOf('same.json', document))).models).toEqual(['base', 'tuned']);
  });

  it('names the model by the file where nothing names it, and by the only model otherwise', async () => {
    const line = (model: string | undefined, id: string): string =>
      JSON.stringify({
        custom_id: id,
        response: { body: { model, choices: [{ message: { content: 'x' } }] } },
        error: null,
      });
    const nameless = await fileOf('nameless.jsonl', `${line(undefined, 'a')}\n`);
    expect((await readRecording(nameless)).models).toEqual(['nameless.jsonl']);
    const two = await fileOf('two.jsonl', [line('m', 'a'), line('n', 'a'), line(undefined, 'b')].join('\n'));
    const { models, items } = await readRecording(two);
    expect(models).toEqual(['m', 'n', 'two.jsonl']);
    expect(Object.keys(items[1]?.answers ?? {})).toEqual(['two.jsonl']);
  });

  it('takes a model named __proto__ like any other', async () => {
    const line = '{"custom_id":"a","response":{"body":{"model":"__proto__","choices":[{"text":"x"}]}},"error":null}';
    const { models, items } = await readRecording(await fileOf('proto.jsonl', line));
    expect(models).toEqual(['__proto__']);
    expect(Object.entries(items[0]?.answers ?? {})).toEqual([['__proto__', [{ text: 'x', finishReason: null }]]]);
  });

  it('keeps what stands around a record that is no object or nested too deeply', async () => {
    const deep = `${'['.repeat(300)}${']'.repeat(300)}`;
    const samples = `[7, {"id":1,"metadata":${deep}}, {"id":2,"input":"q","output":{"choices":[{"message":{"content":"a"}}]}}]`;
    const file = await fileOf('deep.json', `{"version":2,"eval":{"task":"t","model":"m"},"samples":${samples}}`);
    const { items, unusable } = await readRecording(file);
    expect(items.map(({ key }) => key)).toEqual(['2']);
    expect(unusable).toEqual([
      { line: 1, reason: 'This record is not an object.' },
      { line: 1, reason: 'This record is nested more than 200 levels deep.' },
    ]);
  });

  it.each<[string, string, string | Buffer, RegExp]>([
    ['a dataset', 'chat.jsonl', '{"prompt":"a","completion":"b"}\n', /chat\.jsonl holds no outputs/],
    ['another document', 'package.json', '{"name":"x","results":{}}', /holds no outputs/],
    ['an empty file', 'empty.jsonl', '', /holds no outputs/],
    [
      'a document that breaks off',
      'cut.json',
      '{"results":{"version":3,"timestamp":"", "results":[{"a":',
      /cut\.json cannot be read: /,
    ],
    [
      '20,000 levels',
      'deeper.json',
      `{"version":2,"eval":{"task":"t","model":"m"},"samples":${'['.repeat(20_000)}`,
      /holds no outputs/,
    ],
  ])('refuses %s with a sentence', async (_, name, text, sentence) => {
    const error: unknown = await readRecording(await fileOf(name, text)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(HumanError);
    expect((error as HumanError).message).toMatch(sentence);
  });

  it('refuses more than it can hold', async () => {
    const file = await fileOf('large.jsonl', await readFile(fixturePath('openai-batch-output')));
    await truncate(file, 513 * 1024 * 1024);
    await expect(readRecording(file)).rejects.toThrow(/large\.jsonl has 513 MB; .* up to 512 MB/);
  });

  it('stops when it is cancelled', async () => {
    await expect(readRecording(fixturePath('inspect-json'), AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it.each(Object.keys(FIXTURES))('never fails but with a sentence, whatever happened to %s', async (name) => {
    const whole = await readFile(fixturePath(name));
    const file = await fileOf(path.join('mutated', path.basename(FIXTURES[name] ?? '')), '');
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        await writeFile(file, mutated(whole, changes));
        const result: unknown = await readRecording(file).catch((reason: unknown) => reason);
        if (result instanceof HumanError) return;
        expect(result).toMatchObject({ format: { id: expect.any(String) as string } });
      }),
      { numRuns: 200 },
    );
  });
});

/** Bytes put in somewhere, in place of as many others. */
type Mutation = readonly [at: number, length: number, bytes: Buffer];

const TOKENS = [
  'null',
  '[]',
  '{}',
  '"',
  '7',
  '-1e999',
  'true',
  '\u0000',
  '\ufffd',
  '__proto__',
  ',',
  '\n',
  '[[[[',
  '""',
];

const mutations = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(40),
    fc.oneof(
      fc.constantFrom(...TOKENS).map((token) => Buffer.from(token)),
      fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    ),
  ),
  { minLength: 1, maxLength: 4 },
);

function mutated(whole: Buffer, changes: readonly Mutation[]): Buffer {
  return changes.reduce((bytes, [share, length, put]) => {
    const at = Math.floor(share * bytes.length);
    return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + length)]);
  }, whole);
}

function sniff(file: string): RecordedFormat | undefined {
  const bytes = new DatasetBytes(file);
  try {
    return sniffRecorded(bytes);
  } finally {
    bytes.close();
  }
}

describe('sniffRecorded', () => {
  it.each(Object.keys(FIXTURES))('tells %s by its first bytes', (name) => {
    expect(sniff(fixturePath(name))).toMatchObject(expectedRecording(name).format);
  });

  it('tells lines that are longer than what it looks at first', async () => {
    const body = { model: 'm', choices: [{ message: { content: 'x'.repeat(200_000) } }] };
    const line = JSON.stringify({ id: 'b', custom_id: 'a', response: { status_code: 200, body }, error: null });
    expect(sniff(await fileOf('long.jsonl', `${line}\n${line}\n`))?.id).toBe('openai-batch-output');
  });

  it('passes over other files', async () => {
    expect(sniff(await fileOf('pair.jsonl', '{"prompt":"a","chosen":"b","rejected":"c"}'))).toBeUndefined();
    expect(sniff(await fileOf('archive.zip', Buffer.from('PK\x03\x04')))).toBeUndefined();
    expect(sniff(await fileOf('nested.json', `{"a":${'['.repeat(70_000)}`))).toBeUndefined();
  });
});
