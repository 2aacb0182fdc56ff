import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { messageText, type Sample } from '../../../../src/core/dataset/sample';
import { ModelError, type Completion, type ModelClient, type ModelRequest } from '../../../../src/core/model/model';
import { runSamples, type RunOptions } from '../../../../src/core/run/engine';
import type { RunFooter, RunHeader, RunProgress, RunResponse } from '../../../../src/core/run/run';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T10:15:00Z') });
});

afterEach(() => vi.useRealTimers());

function sampleOf(row: number): Sample {
  const messages = [{ role: 'user', content: `question ${row}` }] as const;
  return { kind: 'sample', id: `s${row}`, row, line: row + 1, messages, references: [], metadata: {} };
}

async function* samplesOf(count: number, onPull?: (row: number) => void): AsyncGenerator<Sample> {
  for (let row = 0; row < count; row++) {
    onPull?.(row);
    await Promise.resolve();
    yield sampleOf(row);
  }
}

const ONE_ENDPOINT = { base: 'http://a:1/v1', tuned: 'http://a:1/v1/' };
const TWO_ENDPOINTS = { base: 'http://a:1/v1', tuned: 'http://b:1/v1' };

function headerOf(endpoints: Record<string, string>): RunHeader {
  return {
    type: 'run',
    version: 1,
    id: 'run-1',
    dataset: { path: 'eval.jsonl', sha256: '', samples: 0 },
    models: Object.fromEntries(
      Object.entries(endpoints).map(([role, endpoint]) => [
        role,
        { endpoint, model: role, api: 'chat', parameters: {} },
      ]),
    ),
    samples: 'all',
    useCache: true,
    started: '2026-11-23T10:15:00Z',
  };
}

const answerOf = (text: string): Completion => ({ text, finishReason: 'stop', totalMs: 1 });
const rateLimited = (retryAfterMs?: number): ModelError =>
  new ModelError('rate-limited', 'Slow down.', true, retryAfterMs);
const serverError = (): ModelError => new ModelError('server-error', 'Broken.', true);

/** What a test's model does with a request: how long it takes, and the answer or the error. */
type Behaviour = (request: { sample: string; model: string; nth: number }) => {
  ms?: number;
  error?: Error;
  text?: string;
};

/** A run with a client whose behaviour is a function; notes everything that can be seen from outside. */
class Scene {
  readonly sent: { sample: string; model: string; at: number }[] = [];
  readonly records: (RunResponse | RunFooter)[] = [];
  readonly progress: { at: number; progress: RunProgress }[] = [];
  readonly told: RunResponse[] = [];
  readonly abort = new AbortController();
  readonly inFlight: Record<string, number> = {};
  readonly most: Record<string, number> = {};
  private readonly client: ModelClient = {
    complete: (request, signal) => this.complete(request, signal),
    listModels: () => Promise.resolve([]),
  };

  constructor(private readonly behaviour: Behaviour) {}

  start(samples: number, endpoints: Record<string, string>, options: Partial<RunOptions> = {}): Promise<RunProgress> {
    return runSamples({
      header: headerOf(endpoints),
      samples: samplesOf(samples),
      sampleCount: samples,
      client: this.client,
      journal: {
        append: (record) => {
          this.records.push(record);
          return Promise.resolve();
        },
      },
      limits: { concurrency: 4, timeoutMs: 1_000, retries: 3 },
      signal: this.abort.signal,
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      findCached: () => Promise.resolve({}),
      onResponse: (response) => this.told.push(response),
      onProgress: (progress) => this.progress.push({ at: Date.now(), progress }),
      ...options,
    });
  }

  /** Runs to the end, letting the fake time pass. */
  async finish(
    samples: number,
    endpoints: Record<string, string>,
    options?: Partial<RunOptions>,
  ): Promise<RunProgress> {
    const run = this.start(samples, endpoints, options);
    await vi.runAllTimersAsync();
    return run;
  }

  get responses(): RunResponse[] {
    return this.records.filter((record) => record.type === 'response');
  }

  get footer(): RunFooter | undefined {
    return this.records.find((record) => record.type === 'end');
  }

  private async complete(request: ModelRequest, signal: AbortSignal): Promise<Completion> {
    const { endpoint, model } = request.spec;
    const host = new URL(endpoint).host;
    const [message] = request.messages;
    const sample = message ? messageText(message).replace('question ', 's') : '';
    const nth = this.sent.filter((earlier) => earlier.sample === sample && earlier.model === model).length;
    this.sent.push({ sample, model, at: Date.now() });
    this.inFlight[host] = (this.inFlight[host] ?? 0) + 1;
    this.most[host] = Math.max(this.most[host] ?? 0, this.inFlight[host]);
    const { ms = 10, error, text = `${model} on ${sample}` } = this.behaviour({ sample, model, nth });
    try {
      await new Promise<void>((resolve, reject) => {
        setTimeout(resolve, ms);
        signal.addEventListener('abort', () => reject(new ModelError('cancelled', 'Cancelled.', false)));
      });
    } finally {
      this.inFlight[host]--;
    }
    if (error) throw error;
    return answerOf(text);
  }
}

describe('a run', () => {
  it('answers every sample with every model and ends complete', async () => {
    const scene = new Scene(() => ({}));
    const end = await scene.finish(100, ONE_ENDPOINT);
    expect(end).toEqual({ id: 'run-1', planned: 200, answered: 200, failed: 0, cached: 0, state: 'complete' });
    const pairs = scene.responses.map(({ sample, model }) => `${sample} ${model}`);
    expect(new Set(pairs).size).toBe(200);
    expect(scene.responses).toHaveLength(200);
    expect(scene.responses.find(({ sample, model }) => sample === 's7' && model === 'tuned')).toEqual({
      type: 'response',
      sample: 's7',
      line: 8,
      model: 'tuned',
      repeat: 0,
      key: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      finished: expect.stringMatching(/^2026-11-23T10:15:0.*Z$/) as string,
      text: 'tuned on s7',
      finishReason: 'stop',
      totalMs: 1,
    });
    expect(scene.told).toEqual(scene.responses);
    expect(scene.records.at(-1)).toMatchObject({ type: 'end', status: 'complete' });
  });

  it('is complete when there is nothing to do', async () => {
    const end = await new Scene(() => ({})).finish(0, ONE_ENDPOINT);
    expect(end).toMatchObject({ planned: 0, state: 'complete' });
  });

  it('never has more requests in flight than allowed, and uses what is allowed', async () => {
    const scene = new Scene(({ nth }) => ({ ms: 3 + (nth % 7) }));
    await scene.finish(60, ONE_ENDPOINT);
    expect(scene.most).toEqual({ 'a:1': 4 });
    const two = new Scene(() => ({}));
    await two.finish(60, TWO_ENDPOINTS);
    expect(two.most).toEqual({ 'a:1': 4, 'b:1': 4 });
  });

  it('lets the models of one endpoint take turns, so that the answers to a sample come together', async () => {
    const scene = new Scene(() => ({}));
    await scene.finish(20, ONE_ENDPOINT);
    const order = scene.sent.map(({ sample, model }) => `${sample} ${model}`);
    expect(order).toEqual(Array.from({ length: 20 }, (_, row) => [`s${row} base`, `s${row} tuned`]).flat());
  });

  it('does not let a slow endpoint hold back a fast one', async () => {
    const scene = new Scene(({ model }) => ({ ms: model === 'base' ? 1_000 : 10 }));
    const run = scene.start(200, TWO_ENDPOINTS);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(scene.responses.filter(({ model }) => model === 'tuned')).toHaveLength(200);
    await vi.runAllTimersAsync();
    expect((await run).state).toBe('complete');
  });

  it('pulls samples as it needs them', async () => {
    let pulled = 0;
    const scene = new Scene(() => ({ ms: 100 }));
    const run = scene.start(10_000, ONE_ENDPOINT, { samples: samplesOf(10_000, () => pulled++) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(pulled).toBeLessThan(200);
    scene.abort.abort();
    await run;
  });
});

describe('errors', () => {
  it('are tried again after growing pauses, then kept as responses', async () => {
    const scene = new Scene(({ sample, nth }) => {
      if (sample === 's1' && nth < 2) return { error: serverError() };
      return sample === 's2' ? { error: serverError() } : {};
    });
    const end = await scene.finish(3, { base: 'http://a:1/v1' });
    expect(end).toMatchObject({ answered: 2, failed: 1, state: 'complete' });
    const bySample = Object.fromEntries(scene.responses.map((response) => [response.sample, response]));
    expect(bySample['s0']).not.toHaveProperty('attempts');
    expect(bySample['s1']).toMatchObject({ attempts: 3, text: 'base on s1' });
    expect(bySample['s2']).toMatchObject({ attempts: 4, error: { code: 'server-error', message: 'Broken.' } });
    const times = scene.sent.filter(({ sample }) => sample === 's2').map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0) - 10);
    // Half to the whole of 0.5 s, 1 s, 2 s.
    [500, 1_000, 2_000].forEach((whole, index) => {
      expect(gaps[index]).toBeGreaterThanOrEqual(whole / 2);
      expect(gaps[index]).toBeLessThanOrEqual(whole + 1);
    });
  });

  it('that a retry cannot help are not tried again', async () => {
    const scene = new Scene(({ sample }) =>
      sample === 's1' ? { error: new ModelError('context-length', 'Too long.', false) } : {},
    );
    expect(await scene.finish(3, ONE_ENDPOINT)).toMatchObject({ answered: 4, failed: 2, state: 'complete' });
    expect(scene.sent).toHaveLength(6);
  });

  it('of one model never hide the other’s answers', async () => {
    const scene = new Scene(({ model }) => (model === 'base' ? { error: serverError() } : {}));
    const end = await scene.finish(50, TWO_ENDPOINTS);
    expect(end).toMatchObject({ answered: 50, failed: 50, state: 'failed' });
    expect(scene.responses.filter(({ error }) => !error).map(({ model }) => model)).toEqual(Array(50).fill('tuned'));
  });

  it.each(['unauthorized', 'unreachable', 'not-found'] as const)(
    'end the asking when everything is %s: the rest get the same error at once',
    async (code) => {
      const scene = new Scene(({ model }) =>
        model === 'base' ? { error: new ModelError(code, 'The one clear error.', code === 'unreachable') } : {},
      );
      const end = await scene.finish(500, ONE_ENDPOINT);
      expect(end).toMatchObject({ planned: 1_000, answered: 500, failed: 500, state: 'failed' });
      const asked = scene.sent.filter(({ model }) => model === 'base').length;
      expect(asked).toBeGreaterThanOrEqual(8);
      expect(asked).toBeLessThan(16);
      const errors = scene.responses.flatMap(({ error }) => error ?? []);
      expect(new Set(errors.map((error) => JSON.stringify(error)))).toEqual(
        new Set([JSON.stringify({ code, message: 'The one clear error.' })]),
      );
      expect(scene.footer?.status).toBe('failed');
    },
  );

  it('of a server that is not there are shown without waiting; of one that went away they are tried again', async () => {
    const gone = new ModelError('unreachable', 'Nothing answers.', true);
    const never = new Scene(() => ({ error: gone }));
    await never.finish(1, ONE_ENDPOINT);
    expect(never.sent).toHaveLength(2);
    const later = new Scene(({ sample, nth }) => (sample === 's1' && nth === 0 ? { error: gone } : {}));
    expect(
      await later.finish(2, { base: 'http://a:1/v1' }, { limits: { concurrency: 1, timeoutMs: 1, retries: 3 } }),
    ).toMatchObject({
      answered: 2,
      state: 'complete',
    });
  });

  it('that say nothing of the endpoint as a whole never end the asking', async () => {
    const refused = new ModelError('forbidden', 'Not this one.', false);
    const scene = new Scene(({ sample }) => (Number(sample.slice(1)) % 4 > 0 ? { error: refused } : {}));
    const end = await scene.finish(400, { base: 'http://a:1/v1' });
    expect(end).toMatchObject({ answered: 100, failed: 300, state: 'complete' });
  });

  it('end the asking when a server that answered goes away for good', async () => {
    let asked = 0;
    const gone = new ModelError('unreachable', 'Nothing answers.', true);
    const scene = new Scene(() => (++asked > 100 ? { error: gone } : {}));
    const end = await scene.finish(1_000, { base: 'http://a:1/v1' });
    expect(end).toMatchObject({ answered: 100, failed: 900, state: 'failed' });
    expect(asked).toBeLessThan(200);
  });
});

describe('a rate limit', () => {
  it('pauses everybody at the endpoint for as long as it asks, and is told', async () => {
    const day = 30 * 24 * 3_600_000;
    const start = Date.now();
    const scene = new Scene(({ sample, model, nth }) =>
      sample === 's2' && model === 'base' && nth === 0 ? { error: rateLimited(day) } : {},
    );
    const end = await scene.finish(20, ONE_ENDPOINT);
    expect(end).toMatchObject({ answered: 40, failed: 0, state: 'complete' });
    const limitedAt = start + 20;
    const during = scene.sent.filter(({ at }) => at > limitedAt && at < limitedAt + day);
    expect(during).toEqual([]);
    expect(scene.progress.some(({ progress }) => progress.pausedUntil === limitedAt + day)).toBe(true);
    expect(end).not.toHaveProperty('pausedUntil');
    expect(scene.responses.find(({ sample, model }) => sample === 's2' && model === 'base')).toMatchObject({
      attempts: 2,
    });
  });

  it('leaves other endpoints alone', async () => {
    const scene = new Scene(({ model, nth }) => (model === 'base' && nth === 0 ? { error: rateLimited(60_000) } : {}));
    const run = scene.start(4, TWO_ENDPOINTS);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(scene.responses.map(({ model }) => model)).toEqual(['tuned', 'tuned', 'tuned', 'tuned']);
    await vi.runAllTimersAsync();
    expect(await run).toMatchObject({ answered: 8, state: 'complete' });
  });

  it('costs no attempts: a server that lets one request through a second is waited for', async () => {
    let secondOfLast = -1;
    const scene = new Scene(() => {
      const second = Math.floor(Date.now() / 1_000);
      if (second === secondOfLast) return { error: rateLimited(1_000) };
      secondOfLast = second;
      return {};
    });
    const end = await scene.finish(20, ONE_ENDPOINT, { limits: { concurrency: 8, timeoutMs: 1_000, retries: 1 } });
    expect(end).toMatchObject({ answered: 40, failed: 0, state: 'complete' });
  });

  it('without an end ends the asking', async () => {
    const scene = new Scene(() => ({ error: rateLimited(0) }));
    const end = await scene.finish(100, ONE_ENDPOINT);
    expect(end).toMatchObject({ answered: 0, failed: 200, state: 'failed' });
    expect(scene.sent.length).toBeLessThan(60);
  });
});

describe('cancel', () => {
  it('ends the run at once, keeps what was answered and marks the journal', async () => {
    const scene = new Scene(({ sample }) => ({ ms: Number(sample.slice(1)) < 4 ? 10 : 60_000 }));
    const run = scene.start(100, ONE_ENDPOINT);
    await vi.advanceTimersByTimeAsync(500);
    scene.abort.abort();
    const end = await run;
    expect(end).toMatchObject({ planned: 200, answered: 8, failed: 0, state: 'cancelled' });
    expect(scene.responses).toHaveLength(8);
    expect(scene.footer?.status).toBe('cancelled');
    expect(scene.inFlight).toEqual({ 'a:1': 0 });
    expect(scene.progress.some(({ progress }) => progress.state === 'cancelling')).toBe(true);
    expect(scene.progress.at(-1)?.progress).toEqual(end);
    const reports = scene.progress.length;
    await vi.runAllTimersAsync();
    expect(scene.progress).toHaveLength(reports);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not wait for a shared pause, a retry, a client that goes on or samples that do not come', async () => {
    const paused = new Scene(() => ({ error: rateLimited(3_600_000) }));
    const retrying = new Scene(() => ({ error: serverError() }));
    const hanging = new Scene(() => ({}));
    const hangs: ModelClient = {
      complete: () => new Promise<Completion>((resolve) => setTimeout(() => resolve(answerOf('late')), 60_000)),
      listModels: () => Promise.resolve([]),
    };
    const empty = new Scene(() => ({}));
    const nothing: AsyncIterable<Sample> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<Sample>>(() => undefined) }),
    };
    const runs = [
      paused.start(3, ONE_ENDPOINT),
      retrying.start(3, ONE_ENDPOINT),
      hanging.start(3, ONE_ENDPOINT, { client: hangs }),
      empty.start(3, ONE_ENDPOINT, { samples: nothing }),
    ];
    await vi.advanceTimersByTimeAsync(100);
    for (const scene of [paused, retrying, hanging, empty]) scene.abort.abort();
    expect((await Promise.all(runs)).map(({ state }) => state)).toEqual(Array(4).fill('cancelled'));
    // Nothing is left that would go on later, but for the client's own late answers, which nobody hears of.
    expect(vi.getTimerCount()).toBe(4);
    const heard = [hanging.records.length, hanging.progress.length];
    await vi.runAllTimersAsync();
    expect([hanging.records.length, hanging.progress.length]).toEqual(heard);
  });

  it('before the start asks nothing', async () => {
    const scene = new Scene(() => ({}));
    scene.abort.abort();
    expect(await scene.start(3, ONE_ENDPOINT)).toMatchObject({ answered: 0, state: 'cancelled' });
    expect(scene.sent).toEqual([]);
  });
});

describe('the cache', () => {
  it('answers equal requests, marked, with the text and the times of then', async () => {
    const first = new Scene(() => ({}));
    await first.finish(70, ONE_ENDPOINT);
    const stored = Object.fromEntries(
      first.responses.filter(({ sample }) => sample !== 's3').map((response) => [response.key, response]),
    );
    const asked: number[] = [];
    const findCached = (keys: readonly string[]): Promise<Record<string, RunResponse>> => {
      asked.push(keys.length);
      return Promise.resolve(Object.fromEntries(keys.flatMap((key) => (stored[key] ? [[key, stored[key]]] : []))));
    };
    await vi.advanceTimersByTimeAsync(60_000);
    const second = new Scene(() => ({ text: 'new' }));
    const end = await second.finish(70, ONE_ENDPOINT, { findCached });
    expect(end).toMatchObject({ answered: 140, cached: 138, state: 'complete' });
    expect(second.sent.map(({ sample }) => sample)).toEqual(['s3', 's3']);
    const response = second.responses.find(({ sample, model }) => sample === 's5' && model === 'base');
    const original = first.responses.find(({ sample, model }) => sample === 's5' && model === 'base');
    expect(response).toEqual({ ...original, cached: true, finished: expect.any(String) as string });
    expect(response?.finished).not.toBe(original?.finished);
    // Looked up in pages, not one by one.
    expect(asked).toEqual([128, 12]);
  });

  it('never answers with an error, and is not asked when the run does not use it', async () => {
    const failed = new Scene(() => ({ error: new ModelError('bad-request', 'No.', false) }));
    await failed.finish(1, ONE_ENDPOINT);
    const stored = Object.fromEntries(failed.responses.map((response) => [response.key, response]));
    const scene = new Scene(() => ({}));
    await scene.finish(1, ONE_ENDPOINT, { findCached: () => Promise.resolve(stored) });
    expect(scene.sent).toHaveLength(2);
    const findCached = vi.fn();
    await new Scene(() => ({})).finish(1, ONE_ENDPOINT, {
      header: { ...headerOf(ONE_ENDPOINT), useCache: false },
      findCached,
    });
    expect(findCached).not.toHaveBeenCalled();
  });
});

describe('resume', () => {
  it('asks only for what is not done, and counts it', async () => {
    const scene = new Scene(() => ({}));
    const isDone = (sample: string, role: string): boolean => role === 'base' || sample === 's1';
    const end = await scene.finish(3, ONE_ENDPOINT, { isDone });
    expect(scene.sent.map(({ sample, model }) => `${sample} ${model}`)).toEqual(['s0 tuned', 's2 tuned']);
    expect(end).toMatchObject({ planned: 6, answered: 6, state: 'complete' });
    expect(scene.responses).toHaveLength(2);
  });
});

describe('progress', () => {
  it('comes at most every 50 ms, begins at once and ends with the end', async () => {
    const scene = new Scene(() => ({ ms: 1 }));
    const end = await scene.finish(400, ONE_ENDPOINT);
    const times = scene.progress.slice(0, -1).map(({ at }) => at);
    expect(times.length).toBeGreaterThan(2);
    for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(50);
    expect(scene.progress[0]?.progress).toMatchObject({ planned: 800, answered: 0, state: 'running' });
    expect(scene.progress.at(-1)?.progress).toEqual(end);
  });

  it('counts a response only once the journal has it', async () => {
    const held: (() => void)[] = [];
    const scene = new Scene(() => ({}));
    const journal = {
      append: (): Promise<void> => new Promise((resolve) => held.push(resolve)),
    };
    const run = scene.start(2, ONE_ENDPOINT, { journal });
    await vi.advanceTimersByTimeAsync(1_000);
    // Both models were asked about both samples although nothing is written yet.
    expect(scene.sent).toHaveLength(4);
    expect(scene.told).toEqual([]);
    // The footer waits for them.
    expect(held).toHaveLength(4);
    for (const write of held.splice(0)) write();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(scene.told).toHaveLength(4);
    for (const write of held) write();
    expect((await run).state).toBe('complete');
  });

  it('learns the true number of samples', async () => {
    const scene = new Scene(() => ({}));
    const end = await scene.finish(3, ONE_ENDPOINT, { sampleCount: 10 });
    expect(end).toMatchObject({ planned: 6, answered: 6 });
  });
});

describe('a defect', () => {
  const broken = new Error('broken');
  const cases: [string, Partial<RunOptions>][] = [
    [
      'the samples',
      {
        samples: (async function* () {
          yield* samplesOf(2);
          throw broken;
        })(),
      },
    ],
    ['the cache', { findCached: () => Promise.reject(broken) }],
    ['the journal', { journal: { append: () => Promise.reject(broken) } }],
    ['the client', { client: { complete: () => Promise.reject(broken), listModels: () => Promise.resolve([]) } }],
    [
      'a listener',
      {
        onResponse: () => {
          throw broken;
        },
      },
    ],
  ];

  it.each(cases)('of %s stops the run and is passed on', async (_what, options) => {
    const scene = new Scene(() => ({}));
    const run = scene.start(2_000, ONE_ENDPOINT, options);
    const outcome = run.then(
      () => undefined,
      (error: unknown) => error,
    );
    await vi.runAllTimersAsync();
    expect(await outcome).toBe(broken);
    expect(scene.progress.at(-1)?.progress.state).toBe('failed');
    expect(scene.sent.length).toBeLessThan(100);
  });
});
