import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../../../esbuild.mts';
import { startDemoModels, type DemoModels } from '../../../../src/node/demo/demoModels';

const LABELS = 'Name the type of the clause.';
const SUMMARY = 'Say it in plain language.';

function row(system: string, user: string, assistant: string): string {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: user },
    { role: 'assistant', content: assistant },
  ];
  return JSON.stringify({ messages });
}

const TRAINING = [
  row(LABELS, 'The laws of Ontario govern this agreement.', 'Governing Law'),
  row(SUMMARY, 'The laws of Ontario govern this agreement.', 'Ontario law decides disputes between the two sides.'),
  row(LABELS, 'Either party may end this agreement on thirty days notice.', 'Termination'),
  'this line is no JSON',
  row(LABELS, 'Fees are payable within 30 days of the invoice.', 'Payment'),
];

let folder: string;
let workerFile: string;
const started: DemoModels[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-demo-'));
  workerFile = await buildBundle('src/node/demo/demoWorker.ts', folder);
});

afterAll(async () => {
  await Promise.all(started.map((models) => models.stop()));
  await rm(folder, { recursive: true });
});

/** Demo models that stream without delay, over a training file of their own. */
async function start(lines: readonly string[], onRelearned?: () => void) {
  const file = path.join(await mkdtemp(path.join(folder, 'case-')), 'train.jsonl');
  await writeFile(file, lines.join('\n'));
  const models = await startDemoModels({
    workerFile,
    models: { 'demo-tuned': [file], 'demo-empty': [path.join(folder, 'missing.jsonl')] },
    answerMs: 0,
    ...(onRelearned ? { onRelearned } : {}),
  });
  started.push(models);
  const client = new OpenAI({ baseURL: models.baseUrl, apiKey: 'none', maxRetries: 0 });
  return { models, client, file };
}

function ask(client: OpenAI, system: string, user: string, model = 'demo-tuned') {
  return client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
  });
}

/** Sends a request as no well-behaved client would. */
function send(url: string, options: { method?: string; host?: string; body?: string }): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const { method = 'POST', host, body } = options;
    const sent = request(url, { method, headers: host === undefined ? {} : { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('what the demo models learn', () => {
  it('is the completion of the most similar training sample', async () => {
    const { client } = await start(TRAINING);
    const reply = await ask(client, LABELS, 'This agreement may be ended by either party with notice of sixty days.');
    expect(reply.choices[0]?.message.content).toBe('Termination');
    expect(reply.choices[0]?.finish_reason).toBe('stop');
  });

  it('depends on the task: the same clause gets a label or a summary', async () => {
    const { client } = await start(TRAINING);
    const clause = 'The laws of Ontario govern this agreement.';
    expect((await ask(client, LABELS, clause)).choices[0]?.message.content).toBe('Governing Law');
    expect((await ask(client, SUMMARY, clause)).choices[0]?.message.content).toBe(
      'Ontario law decides disputes between the two sides.',
    );
  });

  it('is learned again when the file is saved, and told', async () => {
    let told = (): void => undefined;
    const relearned = new Promise<void>((resolve) => (told = resolve));
    const { client, file } = await start(TRAINING, told);
    const before = (await client.models.list()).data.find(({ id }) => id === 'demo-tuned');
    const clause = 'Either party may end this agreement on thirty days notice.';
    expect((await ask(client, LABELS, clause)).choices[0]?.message.content).toBe('Termination');

    // Editors write beside the file and rename.
    await writeFile(`${file}.new`, [...TRAINING, row(LABELS, clause, 'Exit')].join('\n'));
    await rename(`${file}.new`, file);
    // The very next answer comes from the saved file, and of equally similar samples from the later one.
    expect((await ask(client, LABELS, clause)).choices[0]?.message.content).toBe('Exit');
    await relearned;
    const after = (await client.models.list()).data.find(({ id }) => id === 'demo-tuned');
    expect(after).not.toEqual(before);

    await writeFile(file, TRAINING.join('\n'));
    expect((await client.models.list()).data.find(({ id }) => id === 'demo-tuned')).toEqual(before);
  });

  it('is in the sample workspace never a row of the held-out file', async () => {
    const sample = path.resolve('media/sample');
    const files = ['general.jsonl', 'train.jsonl'].map((name) => path.join(sample, name));
    const models = await startDemoModels({ workerFile, models: { 'demo-tuned': files }, answerMs: 0 });
    started.push(models);
    const client = new OpenAI({ baseURL: models.baseUrl, apiKey: 'none', maxRetries: 0 });
    const read = async (file: string) =>
      (await readFile(file, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { messages: OpenAI.ChatCompletionMessageParam[] }).messages);
    const learned = new Set((await Promise.all(files.map(read))).flat().map((messages) => messages.at(-1)?.content));
    for (const messages of await read(path.join(sample, 'eval.jsonl'))) {
      const reply = await client.chat.completions.create({ model: 'demo-tuned', messages: messages.slice(0, -1) });
      expect(learned).toContain(reply.choices[0]?.message.content);
    }
  });
});

describe('the API of the demo models', () => {
  it('lists the models and says what they are', async () => {
    const { client } = await start(TRAINING);
    const [tuned, empty] = (await client.models.list()).data;
    expect(tuned).toMatchObject({ id: 'demo-tuned', object: 'model', owned_by: 'tuning-fork-demo' });
    expect(tuned).toHaveProperty('revision', expect.stringMatching(/^[0-9a-f]{12}$/));
    expect(tuned).toHaveProperty('description', expect.stringContaining('not a language model'));
    expect(tuned).toHaveProperty('description', expect.stringContaining('learned 4 samples'));
    expect(empty).toHaveProperty('description', expect.stringContaining('learned 0 samples'));
  });

  it('streams word by word and counts words at the end', async () => {
    const { client } = await start(TRAINING);
    const stream = await client.chat.completions.create({
      model: 'demo-tuned',
      messages: [{ role: 'user', content: `${SUMMARY} The laws of Ontario govern this agreement.` }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const pieces: string[] = [];
    const ends: unknown[] = [];
    for await (const { choices, usage } of stream) {
      const [choice] = choices;
      if (choice?.delta.content) pieces.push(choice.delta.content);
      if (choice?.finish_reason) ends.push(choice.finish_reason);
      if (usage) ends.push(usage);
    }
    expect(pieces).toEqual(['Ontario ', 'law ', 'decides ', 'disputes ', 'between ', 'the ', 'two ', 'sides.']);
    expect(ends).toEqual(['stop', { prompt_tokens: 12, completion_tokens: 8, total_tokens: 20 }]);
  });

  it('takes its time to stream, but not more than it is told', async () => {
    const file = path.join(folder, 'paced.jsonl');
    await writeFile(file, row('', 'Say something.', 'one two three four five six seven eight nine ten'));
    const models = await startDemoModels({ workerFile, models: { paced: [file] }, answerMs: 100 });
    started.push(models);
    const client = new OpenAI({ baseURL: models.baseUrl, apiKey: 'none', maxRetries: 0 });
    const stream = await client.chat.completions.create({
      model: 'paced',
      messages: [{ role: 'user', content: 'Say something.' }],
      stream: true,
    });
    const times: number[] = [];
    for await (const { choices } of stream) if (choices[0]?.delta.content) times.push(performance.now());
    expect(times).toHaveLength(10);
    const [first = 0] = times;
    expect((times.at(-1) ?? 0) - first).toBeGreaterThan(60);
  });

  it('stops after as many words as it may write', async () => {
    const { client } = await start(TRAINING);
    const reply = await client.chat.completions.create({
      model: 'demo-tuned',
      messages: [{ role: 'user', content: `${SUMMARY} The laws of Ontario govern this agreement.` }],
      max_completion_tokens: 3,
    });
    expect(reply.choices[0]).toMatchObject({ message: { content: 'Ontario law decides ' }, finish_reason: 'length' });
  });

  it('completes rendered prompts', async () => {
    const { client } = await start(TRAINING);
    const prompt = `### Instruction:\n${LABELS}\n\n### Input:\nFees are payable within 14 days.\n\n### Response:\n`;
    const whole = await client.completions.create({ model: 'demo-tuned', prompt });
    expect(whole.choices[0]?.text).toBe('Payment');
    let text = '';
    for await (const { choices } of await client.completions.create({ model: 'demo-tuned', prompt, stream: true })) {
      text += choices[0]?.text ?? '';
    }
    expect(text).toBe('Payment');
  });

  it('embeds texts: alike ones close, others far, each of length one', async () => {
    const { client } = await start(TRAINING);
    const input = ['Ontario law governs.', 'governs Ontario LAW', 'Fees are payable monthly.', ''];
    const { data } = await client.embeddings.create({ model: 'demo-tuned', input });
    const [a = [], b = [], c = [], empty = []] = data.map(({ embedding }) => embedding);
    const dot = (x: number[], y: number[]): number => x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
    expect(a).toHaveLength(256);
    expect(dot(a, a)).toBeCloseTo(1, 5);
    expect(dot(a, b)).toBeCloseTo(1, 5);
    expect(Math.abs(dot(a, c))).toBeLessThan(0.5);
    expect(dot(empty, empty)).toBe(0);
    // The client asks for base64 by itself; plain numbers are the same.
    const plain = await client.embeddings.create({
      model: 'demo-tuned',
      input: input[0] ?? '',
      encoding_format: 'float',
    });
    expect(plain.data[0]?.embedding.map((value) => Math.fround(value))).toEqual(a);
  });

  it.each([
    [
      'an unknown model',
      { model: 'gpt', messages: [{ role: 'user', content: 'Hi' }] },
      404,
      'model_not_found',
      'model',
    ],
    ['no messages', { model: 'demo-tuned', messages: [] }, 400, 'invalid_value', 'messages'],
    [
      'a wrong role',
      { model: 'demo-tuned', messages: [{ role: 'x', content: '' }] },
      400,
      'invalid_value',
      'messages.0.role',
    ],
    [
      'a model without samples',
      { model: 'demo-empty', messages: [{ role: 'user', content: 'Hi' }] },
      503,
      'nothing_learned',
      null,
    ],
  ])('answers %s with an error in the shape of OpenAI', async (_what, body, status, code, param) => {
    const { models } = await start(TRAINING);
    const [got, text] = await send(`${models.baseUrl}/chat/completions`, { body: JSON.stringify(body) });
    expect(got).toBe(status);
    expect(JSON.parse(text)).toEqual({
      error: { message: expect.any(String) as string, type: expect.stringMatching(/_error$/) as string, param, code },
    });
  });

  it('refuses what is not JSON, unknown addresses, wrong methods and bodies without end', async () => {
    const { models } = await start(TRAINING);
    expect((await send(`${models.baseUrl}/chat/completions`, { body: '{' }))[0]).toBe(400);
    expect((await send(`${models.baseUrl}/files`, { body: '{}' }))[0]).toBe(404);
    expect((await send(`${models.baseUrl}/models`, { method: 'DELETE' }))[0]).toBe(405);
    const [status] = await send(`${models.baseUrl}/embeddings`, { body: ' '.repeat(33 * 1024 * 1024) });
    expect(status).toBe(413);
    expect((await send(`${models.baseUrl}/models`, { method: 'GET' }))[0]).toBe(200);
  });

  it('answers only to this machine, whatever name led there', async () => {
    const { models } = await start(TRAINING);
    const { port } = new URL(models.baseUrl);
    const options = { method: 'GET' };
    expect((await send(`${models.baseUrl}/models`, { ...options, host: `rebound.example:${port}` }))[0]).toBe(403);
    expect((await send(`${models.baseUrl}/models`, { ...options, host: `127.0.0.1:1` }))[0]).toBe(403);
    expect((await send(`${models.baseUrl}/models`, { ...options, host: `localhost:${port}` }))[0]).toBe(200);
  });
});
