import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ModelErrorCode, ModelRequest, ModelSpec, PartialCompletion } from '../../../src/core/model/model';
import { ModelError } from '../../../src/core/model/model';
import { OpenAiClient } from '../../../src/node/openaiClient';
import { FaultServer, type Behaviour } from '../../fixtures/faultServer';

let server: FaultServer;
let other: FaultServer;

beforeAll(async () => {
  server = await FaultServer.start();
  other = await FaultServer.start();
});

afterAll(async () => {
  await server.close();
  await other.close();
});

afterEach(() => vi.unstubAllEnvs());

const KEY = 'sk-very-secret';

function clientOf(
  options: { apiKey?: string; timeoutMs?: number; stallMs?: number; baseUrl?: string } = {},
): OpenAiClient {
  const { apiKey, timeoutMs = 5_000, stallMs = 5_000, baseUrl = server.url } = options;
  return new OpenAiClient({
    connect: () => Promise.resolve(apiKey === undefined ? { baseUrl } : { baseUrl, apiKey }),
    timeoutMs,
    stallMs,
  });
}

function requestOf(spec: Partial<ModelSpec> = {}, text = 'Which clause is this?'): ModelRequest {
  return {
    spec: { endpoint: server.url, model: 'base', api: 'chat', parameters: {}, ...spec },
    messages: [{ role: 'user', content: text }],
  };
}

const never = new AbortController().signal;
let scripted = 0;

/** Tells the server what to do with a model of its own, and asks that model. */
async function ask(
  behaviour: Behaviour | Behaviour[],
  how: { stream?: boolean; client?: OpenAiClient; api?: 'chat' | 'completions' } = {},
) {
  const model = `model-${scripted++}`;
  server.behave(model, ...[behaviour].flat());
  const partials: PartialCompletion[] = [];
  const request = requestOf({ model, api: how.api ?? 'chat' });
  const client = how.client ?? clientOf();
  const onPartial = how.stream === false ? undefined : (partial: PartialCompletion) => partials.push(partial);
  const completion = await client.complete(request, never, onPartial);
  return { completion, partials };
}

async function failureOf(promise: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

describe('a good answer', () => {
  it.each([{ stream: true }, { stream: false }])(
    'gives text, finish reason and usage ($stream)',
    async ({ stream }) => {
      const { completion, partials } = await ask({ text: 'The clause is an indemnity.' }, { stream });
      expect(completion).toMatchObject({
        text: 'The clause is an indemnity.',
        finishReason: 'stop',
        usage: { promptTokens: 11, completionTokens: 7 },
      });
      expect(completion).not.toHaveProperty('reasoning');
      expect(completion).not.toHaveProperty('toolCalls');
      expect(completion.totalMs).toBeGreaterThan(0);
      expect(server.asked.at(-1)?.body['stream']).toBe(stream ? true : undefined);
      expect(partials.map(({ text }) => text)).toEqual(
        stream ? ['The', 'The clause', 'The clause is', 'The clause is an', 'The clause is an indemnity.'] : [],
      );
    },
  );

  it('measures the first piece and the whole', async () => {
    const { completion } = await ask({ text: 'one two three', delayMs: 60, pieceMs: 30 });
    expect(completion.firstTokenMs).toBeGreaterThanOrEqual(59);
    expect(completion.totalMs).toBeGreaterThanOrEqual((completion.firstTokenMs ?? 0) + 59);
  });

  it.each([{ stream: true }, { stream: false }])(
    'is understood from a completions endpoint ($stream)',
    async ({ stream }) => {
      const { completion } = await ask({ text: ' Indemnity' }, { stream, api: 'completions' });
      expect(completion).toMatchObject({ text: ' Indemnity', finishReason: 'stop' });
      expect(server.asked.at(-1)).toMatchObject({ path: '/v1/completions', body: { prompt: 'Which clause is this?' } });
    },
  );

  it.each([
    { stream: true, reasoningField: 'reasoning_content' },
    { stream: true, reasoningField: 'reasoning' },
    { stream: false, reasoningField: 'reasoning_content' },
  ])('keeps reasoning apart ($stream, $reasoningField)', async ({ stream, reasoningField }) => {
    const { completion } = await ask(
      { text: 'Indemnity', reasoning: 'It shifts the loss.', reasoningField },
      { stream },
    );
    expect(completion).toMatchObject({ text: 'Indemnity', reasoning: 'It shifts the loss.' });
  });

  it('keeps reasoning in the text apart while it streams', async () => {
    const { completion, partials } = await ask({ text: '<think>It shifts\n</think>\n\nIndemnity' });
    expect(completion).toMatchObject({ text: 'Indemnity', reasoning: 'It shifts' });
    expect(partials.map(({ text }) => text)).not.toContainEqual(expect.stringContaining('think'));
  });

  it.each([{ stream: true }, { stream: false }])(
    'keeps tool calls, in fragments or whole ($stream)',
    async ({ stream }) => {
      const toolCalls = [
        { id: 'call_a', name: 'look_up', arguments: '{"clause":"7.2","deep":true}' },
        { id: 'call_b', name: 'cite', arguments: '{}' },
      ];
      const { completion } = await ask({ text: '', toolCalls }, { stream });
      expect(completion).toMatchObject({ text: '', toolCalls, finishReason: 'tool_calls' });
    },
  );

  it.each([{ stream: true }, { stream: false }])('keeps a refusal as text ($stream)', async ({ stream }) => {
    const { completion } = await ask({ refusal: 'I cannot help with that.' }, { stream });
    expect(completion.text).toBe('I cannot help with that.');
  });

  it('does without usage', async () => {
    const { completion } = await ask({ usage: false, text: 'yes' });
    expect(completion.text).toBe('yes');
    expect(completion).not.toHaveProperty('usage');
  });

  it('may come in one piece although a stream was asked for', async () => {
    const { completion } = await ask({ neverStream: true, text: 'all at once' });
    expect(completion).toMatchObject({ text: 'all at once', finishReason: 'stop' });
  });

  it('may end without a finish reason, or without [DONE], but not without both', async () => {
    const { completion } = await ask({ finishReason: null, text: 'yes' });
    expect(completion).toMatchObject({ text: 'yes', finishReason: null });
    expect((await ask({ withoutDone: true, text: 'yes' })).completion.text).toBe('yes');
    expect((await failureOf(ask({ finishReason: null, withoutDone: true }))).code).toBe('cut-off');
  });
});

describe('a connection', () => {
  it('is used again for the next answer', async () => {
    const own = await FaultServer.start();
    own.behave('base', { endMs: 5 });
    const client = clientOf({ baseUrl: own.url });
    for (let i = 0; i < 20; i++) await client.complete(requestOf(), never, () => undefined);
    // One whose end is still awaited is passed over, so there may be a few.
    expect(own.connections).toBeLessThan(8);
    await own.close();
  });
});

describe('stream_options', () => {
  it('are left out from then on where the endpoint rejects them', async () => {
    const client = clientOf();
    const before = server.asked.length;
    const first = await ask({ rejectStreamOptions: true, text: 'yes' }, { client });
    const second = await ask({ rejectStreamOptions: true, text: 'yes' }, { client });
    expect([first.completion.text, second.completion.text]).toEqual(['yes', 'yes']);
    const options = server.asked.slice(before).map(({ body }) => body['stream_options']);
    expect(options).toEqual([{ include_usage: true }, undefined, undefined]);
  });
});

describe('an error', () => {
  const body = (message: string, code?: string): unknown => ({ error: { message, code } });
  it.each<[ModelErrorCode, boolean, Behaviour, RegExp]>([
    ['unauthorized', false, { status: 401, body: body('Incorrect API key: sk-very-secret') }, /set the key/],
    ['forbidden', false, { status: 403, body: {} }, /refuses access to “model-\d+”/],
    ['not-found', false, { status: 404, body: body('The model `x` does not exist.') }, /no model “model-\d+”/],
    ['not-found', false, { status: 404, body: { error: "model 'x' not found, try pulling it first" } }, /no model “/],
    ['not-found', false, { status: 404, body: body('nope', 'model_not_found') }, /no model “/],
    ['not-found', false, { status: 404, body: { detail: 'Not Found' } }, /no \/chat\/completions at http:\S+\/v1:/],
    ['bad-request', false, { status: 400, body: body('temperature must be below 2') }, /temperature must be below 2/],
    ['bad-request', false, { status: 422, body: 'bad   key sk-very-secret' }, /status 422: bad key …$/],
    ['context-length', false, { status: 400, body: body('too big', 'context_length_exceeded') }, /too long/],
    ['context-length', false, { status: 400, body: body('maximum context length is 4096 tokens') }, /4096/],
    ['rate-limited', true, { status: 429, body: {} }, /send less/],
    ['rate-limited', false, { status: 429, body: body('pay', 'insufficient_quota') }, /quota/],
    ['server-error', true, { status: 500, body: body('Out of memory') }, /status 500: Out of memory/],
    ['server-error', true, { status: 503, body: '<html>busy</html>' }, /status 503$/],
    ['server-error', true, { breakOff: 'error-event' }, /CUDA out of memory/],
    ['malformed', false, { breakOff: 'malformed' }, /not an answer/],
    ['cut-off', true, { breakOff: 'cut' }, /middle of the answer/],
    ['cut-off', true, { breakOff: 'half-event' }, /middle of the answer/],
    ['cut-off', true, { drop: true }, /ended the connection/],
  ])('is %s (worth a retry: %s) for %j', async (code, retryable, behaviour, sentence) => {
    const error = await failureOf(ask(behaviour, { client: clientOf({ apiKey: KEY }) }));
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toMatch(sentence);
    expect(error.message).not.toContain(KEY);
  });

  it.each<[ModelErrorCode, Behaviour]>([
    ['malformed', { breakOff: 'malformed' }],
    ['malformed', { raw: '<html>hello</html>' }],
    ['malformed', { raw: '{"answer":42}' }],
    ['server-error', { raw: '{"error":{"message":"no GPU"}}' }],
    ['cut-off', { breakOff: 'cut' }],
    ['cut-off', { drop: true }],
  ])('is %s without streaming for %j', async (code, behaviour) => {
    expect((await failureOf(ask(behaviour, { stream: false }))).code).toBe(code);
  });

  it.each<[string, Record<string, string>, number, number]>([
    ['seconds', { 'retry-after': '90' }, 90_000, 90_000],
    ['milliseconds', { 'retry-after-ms': '250', 'retry-after': '90' }, 250, 250],
    ['a date', { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }, 3_590_000, 3_600_000],
  ])('tells how long to wait, given in %s', async (_unit, headers, least, most) => {
    const { retryAfterMs } = await failureOf(ask({ status: 429, headers, body: {} }));
    expect(retryAfterMs).toBeGreaterThanOrEqual(least);
    expect(retryAfterMs).toBeLessThanOrEqual(most);
  });

  it('is unreachable where nothing listens', async () => {
    const closed = await FaultServer.start();
    const baseUrl = closed.url;
    await closed.close();
    const error = await failureOf(clientOf({ baseUrl }).complete(requestOf(), never));
    expect(error).toMatchObject({
      code: 'unreachable',
      message: `Nothing answers at ${baseUrl}: is the server running?`,
    });
  });

  it('is unreachable where the name is unknown or the address is none', async () => {
    for (const baseUrl of ['http://no-such-host.invalid/v1', 'no address']) {
      expect((await failureOf(clientOf({ baseUrl }).complete(requestOf(), never))).code).toBe('unreachable');
    }
  });

  it('is what kept the connection from being made', async () => {
    const client = new OpenAiClient({
      connect: () => Promise.reject(new Error('Trust this workspace first.')),
      timeoutMs: 1_000,
      stallMs: 1_000,
    });
    expect((await failureOf(client.complete(requestOf(), never))).message).toBe('Trust this workspace first.');
  });
});

describe('time', () => {
  it.each([true, false])('ends an attempt that has no answer (stream: %s)', async (stream) => {
    const client = clientOf({ timeoutMs: 80 });
    const error = await failureOf(ask({ delayMs: 600 }, { client, stream }));
    expect(error).toMatchObject({ code: 'timeout', retryable: true });
  });

  it('ends a stream that goes on for too long, and a body that never ends', async () => {
    const client = clientOf({ timeoutMs: 100 });
    expect((await failureOf(ask({ text: 'a b c d e f g', pieceMs: 40 }, { client }))).code).toBe('timeout');
    expect((await failureOf(ask({ breakOff: 'stall' }, { client, stream: false }))).code).toBe('timeout');
  });

  it('ends a stream that stalls, not one that is late to begin', async () => {
    const client = clientOf({ stallMs: 400 });
    expect((await ask({ delayMs: 600, text: 'late' }, { client })).completion.text).toBe('late');
    expect((await ask({ pieceMs: 120, text: 'a b c d e' }, { client })).completion.text).toBe('a b c d e');
    expect(await failureOf(ask({ breakOff: 'stall', text: 'a b c d' }, { client }))).toMatchObject({
      code: 'stalled',
      retryable: true,
    });
  });

  it.each<[string, Behaviour]>([
    ['before the answer', { delayMs: 5_000 }],
    ['in the middle of it', { breakOff: 'stall' }],
  ])('is over at once when cancelled %s', async (_when, behaviour) => {
    server.behave('to-cancel', behaviour);
    const abort = new AbortController();
    const before = server.asked.length;
    const answer = clientOf().complete(requestOf({ model: 'to-cancel' }), abort.signal, () => undefined);
    await vi.waitUntil(() => server.asked.length > before);
    const start = performance.now();
    abort.abort();
    expect(await failureOf(answer)).toMatchObject({ code: 'cancelled', retryable: false });
    expect(performance.now() - start).toBeLessThan(1_000);
    await vi.waitUntil(() => server.openRequests === 0);
  });

  it('does not even ask when cancelled before', async () => {
    const before = server.received.length;
    const error = await failureOf(clientOf().complete(requestOf(), AbortSignal.abort(), () => undefined));
    expect(error.code).toBe('cancelled');
    expect(server.received.length).toBe(before);
  });
});

describe('keys and headers', () => {
  it('sends the key it was given and no header of its own making', async () => {
    await ask({}, { client: clientOf({ apiKey: KEY }) });
    const headers = server.asked.at(-1)?.headers ?? {};
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
    expect(Object.keys(headers).filter((name) => /stainless|openai|x-/.test(name))).toEqual([]);
  });

  it('sends no Authorization without a key, and takes nothing from the environment', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'from-env');
    vi.stubEnv('OPENAI_ADMIN_KEY', 'from-env');
    vi.stubEnv('OPENAI_ORG_ID', 'from-env');
    vi.stubEnv('OPENAI_PROJECT_ID', 'from-env');
    vi.stubEnv('OPENAI_BASE_URL', other.url);
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'Authorization: Bearer from-env\nX-Team: from-env');
    await ask({}, { stream: false });
    expect(server.asked.at(-1)?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(server.asked.at(-1)?.headers)).not.toContain('from-env');
  });

  it('logs nothing, whatever the environment says', async () => {
    vi.stubEnv('OPENAI_LOG', 'debug');
    const spies = (['debug', 'info', 'log', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level));
    await ask({}, { client: clientOf({ apiKey: KEY }) });
    await failureOf(ask({ breakOff: 'malformed' }, { client: clientOf({ apiKey: KEY }) }));
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  it('uses a new key at once', async () => {
    let apiKey = 'old';
    const client = new OpenAiClient({
      connect: () => Promise.resolve({ baseUrl: server.url, apiKey }),
      timeoutMs: 5_000,
      stallMs: 5_000,
    });
    await client.complete(requestOf(), never);
    apiKey = 'new';
    await client.complete(requestOf(), never);
    expect(server.asked.slice(-2).map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  });
});

describe('redirects', () => {
  const to = (location: string): Behaviour => ({ status: 307, headers: { location }, body: '' });

  it('to another origin get neither key nor prompt', async () => {
    const before = other.received.length;
    const error = await failureOf(ask(to(`${other.url}/chat/completions`), { client: clientOf({ apiKey: KEY }) }));
    expect(error).toMatchObject({ code: 'unreachable', retryable: false });
    expect(error.message).toContain(`redirects to ${new URL(other.url).origin}`);
    expect(other.received.length).toBe(before);
  });

  it('within the origin are followed with the same question', async () => {
    const { completion } = await ask([to('/v1/chat/completions'), { text: 'here' }], {
      client: clientOf({ apiKey: KEY }),
    });
    expect(completion.text).toBe('here');
    expect(server.asked.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('in a circle end', async () => {
    expect((await failureOf(ask(to('/v1/chat/completions')))).message).toContain('circle');
  });
});

describe('listModels', () => {
  it('gives ids and revisions', async () => {
    expect(await clientOf().listModels(server.url, never)).toEqual([{ id: 'base' }, { id: 'tuned', revision: 'r1' }]);
  });

  it('takes a bare list, and leaves out what is no model', async () => {
    const own = await FaultServer.start();
    own.behave('/v1/models', { raw: '[{"id":"a","revision":7},{"name":"b"},null]' }, { raw: '{"models":[]}' });
    const client = clientOf({ baseUrl: own.url });
    expect(await client.listModels(own.url, never)).toEqual([{ id: 'a' }]);
    expect((await failureOf(client.listModels(own.url, never))).code).toBe('malformed');
    await own.close();
  });

  it('names the path that is missing', async () => {
    const error = await failureOf(clientOf({ baseUrl: `${server.url}/nope` }).listModels(server.url, never));
    expect(error).toMatchObject({ code: 'not-found', message: expect.stringContaining('no /models at') as string });
  });
});
