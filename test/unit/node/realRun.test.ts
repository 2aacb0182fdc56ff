import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunResponse } from '../../../src/core/run/run';
import { listJournals, readJournal } from '../../../src/node/journalFile';
import { FaultServer } from '../../fixtures/faultServer';
import { resume, run, type RunJob } from '../../fixtures/runChild';

let server: FaultServer;
let folder: string;

beforeEach(async () => {
  server = await FaultServer.start();
  folder = await mkdtemp(path.join(tmpdir(), 'real-run-'));
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function jobOf(samples: number, concurrency = 8): RunJob {
  return { endpoint: server.url, folder: path.join(folder, 'runs'), samples, concurrency };
}

async function journalOf(job: RunJob): Promise<{ file: string; responses: RunResponse[]; status: string | undefined }> {
  const [file] = await listJournals(job.folder);
  if (file === undefined) throw new Error('there is no journal');
  const responses: RunResponse[] = [];
  let status: string | undefined;
  for await (const { record } of readJournal(file)) {
    if (record.type === 'response') responses.push(record);
    if (record.type === 'end') status = record.status;
  }
  return { file, responses, status };
}

const pairOf = ({ sample, model }: RunResponse): string => `${sample} ${model}`;

describe('a run against a real server', () => {
  it('keeps good answers and failures of every kind apart', async () => {
    server.behave('question 1.', { status: 400, body: { error: { message: 'bad' } } });
    server.behave('question 2.', { breakOff: 'malformed' });
    server.behave('question 3.', { breakOff: 'cut' }, {});
    server.behave('question 4.', { status: 500, body: {} }, {}, {});
    server.behave('question 5.', { drop: true }, {}, {});
    const job = jobOf(8);
    expect(await run(job, { onPartial: () => undefined })).toMatchObject({
      answered: 12,
      failed: 4,
      state: 'complete',
    });
    const { responses, status } = await journalOf(job);
    expect(status).toBe('complete');
    const codes = responses.flatMap(({ sample, error }) => (error ? [`${sample} ${error.code}`] : [])).sort();
    expect(codes).toEqual(['s1 bad-request', 's1 bad-request', 's2 malformed', 's2 malformed']);
    expect(responses.filter(({ attempts }) => attempts === 2)).toHaveLength(3);
    expect(responses.find((response) => pairOf(response) === 's7 tuned')).toMatchObject({
      text: 'echo: question 7.',
      usage: { promptTokens: 11, completionTokens: 7 },
    });
  });

  it('sends nothing while the server has asked to wait', async () => {
    server.behave('question 9.', { status: 429, headers: { 'retry-after': '1' }, body: {} }, {});
    const job = jobOf(40, 4);
    expect(await run(job)).toMatchObject({ answered: 80, failed: 0, state: 'complete' });
    expect(server.mostInFlight).toBeLessThanOrEqual(4);
    const limited = server.asked.findIndex(({ body }) => JSON.stringify(body).includes('question 9.'));
    const at = server.asked[limited]?.at ?? 0;
    const after = server.asked.slice(limited + 1).filter((request) => request.at > at + 50);
    expect(after.length).toBeGreaterThan(0);
    expect(Math.min(...after.map((request) => request.at))).toBeGreaterThanOrEqual(at + 950);
  });

  it('is cancelled within a second although the server hangs', async () => {
    server.behave('question', { breakOff: 'stall' });
    const abort = new AbortController();
    const job = jobOf(20);
    const end = run(job, { signal: abort.signal, onPartial: () => undefined });
    await vi.waitUntil(() => server.openRequests === 8);
    const start = performance.now();
    abort.abort();
    expect((await end).state).toBe('cancelled');
    expect(performance.now() - start).toBeLessThan(1_000);
    expect((await journalOf(job)).status).toBe('cancelled');
    await vi.waitUntil(() => server.openRequests === 0);
  });
});

describe('a run whose process is killed', () => {
  it('goes on where it was and asks nothing twice that was acknowledged', { timeout: 60_000 }, async () => {
    server.behave('question', { delayMs: 15 });
    const child = path.join(folder, 'child.mjs');
    await build({
      entryPoints: [path.join(import.meta.dirname, '../../fixtures/runChild.ts')],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
    const job = jobOf(150);
    const victim = spawn(process.execPath, [child], {
      env: { ...process.env, TUNING_FORK_TEST_RUN: JSON.stringify(job) },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const exit = once(victim, 'exit');
    await vi.waitUntil(() => server.asked.length >= 90, { timeout: 30_000 });
    victim.kill('SIGKILL');
    await exit;

    const before = await journalOf(job);
    expect(before.status).toBeUndefined();
    expect(before.responses.length).toBeGreaterThan(40);
    expect(before.responses.length).toBeLessThan(290);
    const acknowledged = new Set(before.responses.map(pairOf));
    const asked = server.asked.length;
    await vi.waitUntil(() => server.openRequests === 0);

    expect(await resume(job, before.file)).toMatchObject({ planned: 300, answered: 300, state: 'complete' });

    const after = await journalOf(job);
    expect(after.status).toBe('complete');
    expect(after.responses).toHaveLength(300);
    expect(new Set(after.responses.map(pairOf)).size).toBe(300);
    const repeated = server.asked.slice(asked).map(({ body }) => {
      const [message] = body['messages'] as { content: string }[];
      return `${message?.content.replace(/question (\d+)\./, 's$1') ?? ''} ${String(body['model'])}`;
    });
    expect(repeated.filter((pair) => acknowledged.has(pair))).toEqual([]);
    expect(repeated).toHaveLength(300 - acknowledged.size);
  });
});
