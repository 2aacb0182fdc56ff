import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunHeader, RunResponse } from '../../../src/core/run/run';
import { listJournals, readJournal } from '../../../src/node/journalFile';
import { FaultServer } from '../../fixtures/faultServer';
import { CommandLine, RUNS } from './support/commandLine';

let line: CommandLine;
let server: FaultServer;

beforeAll(async () => {
  line = await CommandLine.build(RUNS);
});

beforeEach(async () => {
  await line.clear();
  server = await FaultServer.start();
});

afterEach(() => server.close());

afterAll(() => line.remove());

/** A project with as many questions; the reference is what the base model answers. */
async function project(
  samples: number,
  models: Readonly<Record<string, object>> = {},
  objectives: readonly object[] = [],
): Promise<void> {
  const rows = Array.from({ length: samples }, (_, at) => {
    return { id: `q${at}`, prompt: `question ${at}.`, completion: `echo: question ${at}.` };
  });
  await line.write('data/eval.jsonl', rows);
  const endpoint = server.url;
  await line.write('tuning-fork.json', {
    models: {
      base: { endpoint, model: 'base', ...models['base'] },
      tuned: { endpoint, model: 'tuned', ...models['tuned'] },
    },
    datasets: [{ files: 'data/*.jsonl', metrics: ['exact-match'] }],
    objectives,
  });
}

interface Journal {
  readonly file: string;
  readonly header: RunHeader | undefined;
  readonly responses: readonly RunResponse[];
  readonly endings: readonly string[];
}

async function journalIn(file: string): Promise<Journal> {
  let header: RunHeader | undefined;
  const responses: RunResponse[] = [];
  const endings: string[] = [];
  for await (const { record } of readJournal(file)) {
    if (record.type === 'run') header = record;
    else if (record.type === 'response') responses.push(record);
    else endings.push(record.status);
  }
  return { file, header, responses, endings };
}

/** The journals of the usual place, newest first. */
async function journals(): Promise<Journal[]> {
  return Promise.all((await listJournals(line.at('.tuning-fork/runs/eval'))).map(journalIn));
}

const RUN = ['run', 'data/eval.jsonl'];

describe('tuning-fork run', () => {
  it('asks both models and keeps the answers where the editor does', async () => {
    await project(12);
    server.behave('question 3.', { text: 'something else' }, { text: 'something else' });
    const { status, out, err } = await line.call([...RUN, '--json']);
    expect(status).toBe(0);
    const [journal] = await journals();
    expect(journal?.endings).toEqual(['complete']);
    expect(journal?.responses).toHaveLength(24);
    expect(journal?.header).toMatchObject({ dataset: { path: 'data/eval.jsonl', samples: 12 }, samples: 'all' });
    expect(journal?.responses.every((response) => 'firstTokenMs' in response)).toBe(true);
    const result = JSON.parse(out) as Record<string, unknown>;
    expect(result).toMatchObject({
      run: journal?.header?.id,
      journal: journal?.file,
      status: 'complete',
      planned: 24,
      answered: 24,
      cached: 0,
      failed: 0,
      outcomes: { 'both-right': 11, 'both-wrong': 1, broken: 0, fixed: 0 },
    });
    expect(result['metrics']).toContainEqual(
      expect.objectContaining({ metric: 'exact-match', values: { base: 11 / 12, tuned: 11 / 12 }, samples: 12 }),
    );
    expect(err).toContain(`Sending the prompts of 12 samples of data/eval.jsonl to ${new URL(server.url).origin}`);
    expect(err).toContain('“base” and “tuned”, without a key.');
  });

  it('writes for people and logs: few lines, nothing that moves the cursor', async () => {
    await project(100);
    const { out, err } = await line.call(RUN, { env: { FORCE_COLOR: '1' } });
    expect(out).toMatch(
      /^data\/eval\.jsonl: 200 of 200 answered, 0 failed\.\n0 broken, 0 fixed\.\nexact-match: base 1\.00/,
    );
    expect(out).toMatch(/\nRun: \.tuning-fork\/runs\/eval\/.*\.run\.jsonl\n$/);
    const progress = err.split('\n').filter((text) => /^\d+ of \d+ answered/.test(text));
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.length).toBeLessThanOrEqual(11);
    expect(progress.at(-1)).toBe('200 of 200 answered, 0 failed');
    expect(out + err).not.toMatch(/[\u001b\r]/);
  });

  it('asks nothing again that earlier runs know', async () => {
    await project(3);
    await line.call(RUN);
    const asked = server.asked.length;
    const { out } = await line.call([...RUN, '--json', '--out', 'again.jsonl']);
    expect(JSON.parse(out)).toMatchObject({ answered: 6, cached: 6, journal: line.at('again.jsonl') });
    expect(server.asked).toHaveLength(asked);
    expect((await journalIn(line.at('again.jsonl'))).responses).toHaveLength(6);
    expect(await journals()).toHaveLength(1);
    const third = await line.call([...RUN, '--out', 'again.jsonl']);
    expect(third).toMatchObject({ status: 2, out: '' });
    expect(third.err).toContain('There is a file “again.jsonl” already');
    expect((await journalIn(line.at('again.jsonl'))).responses).toHaveLength(6);
  });

  it('takes the samples that are named, and so many of them', async () => {
    await project(30);
    const selected = async (...args: string[]): Promise<RunHeader['samples'] | undefined> => {
      const { out } = await line.call([...RUN, '--json', ...args]);
      return (await journalIn((JSON.parse(out) as { journal: string }).journal)).header?.samples;
    };
    expect(await selected('--samples', 'q1*', '--limit', '3')).toEqual(['q1', 'q10', 'q11']);
    expect(await selected('--samples', '{q2,q29}')).toEqual(['q2', 'q29']);
    expect(await selected('--limit', '2')).toEqual(['q0', 'q1']);
    const none = await line.call([...RUN, '--samples', 'z*']);
    expect(none).toMatchObject({ status: 2, out: '', err: 'No sample’s id matches “z*”.\n' });
  });

  it('lets no name move the cursor', async () => {
    await project(1, { base: { model: 'evil\u001b[2Jmodel\u009b1A' } });
    const { out, err } = await line.call(RUN);
    expect(err).toContain('“evil[2Jmodel1A”');
    expect(out + err).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('takes the configuration that is named', async () => {
    await project(1);
    const models = { tuned: { endpoint: server.url, model: 'reasoning' } };
    await line.write('ci/tuned.json', { models, datasets: [{ files: 'data/eval.jsonl', metrics: ['contains-not'] }] });
    expect((await line.call([...RUN, '--config', 'ci/tuned.json'])).status).toBe(0);
    expect((await journals())[0]?.header?.models).toEqual({
      tuned: { endpoint: server.url, model: 'reasoning', api: 'chat', parameters: {} },
    });
  });

  it('ends with status 3 when samples failed, and says why', async () => {
    await project(4);
    server.behave('question 2.', { status: 400, body: { error: { message: 'too rude' } } });
    const { status, out, err } = await line.call([...RUN, '--json']);
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ status: 'complete', planned: 8, answered: 6, failed: 2 });
    expect(err).toMatch(/\n2 failed: .*refuses the request with status 400: .*too rude/);
  });

  it('ends with status 1 when an objective is missed, and 0 when all are met', async () => {
    const objective = { metric: 'exact-match', model: 'tuned' };
    await project(4, {}, [{ ...objective, atLeast: 0.7 }]);
    server.behave('question 2.', { text: 'something else' });
    const met = await line.call(RUN);
    expect(met.status).toBe(0);
    expect(met.out).toMatch(/^Met: Exact match of tuned at least 0\.70 \(0\.75 on 4 samples\)$/m);
    await project(4, {}, [
      { ...objective, atLeast: 0.7 },
      { ...objective, atLeast: 0.8 },
    ]);
    const missed = await line.call([...RUN, '--json']);
    expect(missed.status).toBe(1);
    const { objectives } = JSON.parse(missed.out) as { objectives: { state: string }[] };
    expect(objectives.map(({ state }) => state)).toEqual(['met', 'missed']);
  });

  it('judges no objective where one model alone was asked', async () => {
    await project(2, {}, [{ metric: 'exact-match', atLeast: 0.7 }]);
    const models = { tuned: { endpoint: server.url, model: 'tuned' } };
    await line.write('tuning-fork.json', { models, objectives: [{ metric: 'exact-match', atLeast: 0.7 }] });
    const { status, err } = await line.call(RUN);
    expect(status).toBe(0);
    expect(err).toContain('The objectives are not judged: the run does not have answers of both models.\n');
  });

  it.each([
    ['{"models": {}}', 'tuning-fork.json names no models: name the base and the tuned model.\n'],
    ['{\n  "models": 1\n}', 'tuning-fork.json, line 2: “models” must be an object, not 1.\n'],
    ['{"models": {"base": {"endpoint": "recorded:", "model": "m"}}}', /answers from recorded files/],
    ['{"models": {"base": {"endpoint": "ftp://x", "model": "m"}}}', /must begin with http/],
  ])('sends nothing with the configuration %s', async (config, sentence) => {
    await project(1);
    await line.write('tuning-fork.json', config);
    const { status, out, err } = await line.call(RUN);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(server.received).toEqual([]);
  });

  it('runs the demo models', async () => {
    const { status, out } = await line.call([
      'run',
      line.packaged('media/sample/eval.jsonl'),
      '--limit',
      '2',
      '--json',
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ answered: 4, failed: 0 });
  });
});

describe('a key', () => {
  const secret = 'sk-hush-0123456789';
  const tokens = (of: FaultServer): unknown[] => [...new Set(of.received.map(({ headers }) => headers.authorization))];

  it('goes to the address of its model and to no other, and is printed nowhere', async () => {
    const other = await FaultServer.start();
    try {
      await project(2, { tuned: { endpoint: other.url } });
      server.apiKey = secret;
      const ended = await line.call([...RUN, '--key', 'base=BASE_KEY'], { env: { BASE_KEY: secret } });
      expect(ended.status).toBe(0);
      expect(tokens(server)).toEqual([`Bearer ${secret}`]);
      expect(tokens(other)).toEqual([undefined]);
      const [journal] = await journals();
      expect(ended.out + ended.err + (await readFile(journal?.file ?? '', 'utf8'))).not.toContain(secret);
      expect(ended.err).toContain('“base”, with a key.');
      expect(ended.err).toContain('“tuned”, without a key.');
    } finally {
      await other.close();
    }
  });

  it('may be the same for both', async () => {
    await project(1);
    await line.call([...RUN, '--key', 'KEY'], { env: { KEY: ` ${secret}\n` } });
    expect(tokens(server)).toEqual([`Bearer ${secret}`]);
  });

  it('does not follow a redirect to another address', async () => {
    const thief: Server = createServer((_request, response) => {
      response.writeHead(307, { location: `${server.url}/chat/completions` }).end();
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    try {
      const endpoint = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/v1`;
      await project(1, { base: { endpoint }, tuned: { endpoint } });
      const { status, err } = await line.call([...RUN, '--key', 'KEY'], { env: { KEY: secret } });
      expect(status).toBe(3);
      expect(err).toContain('redirects to');
      expect(server.received).toEqual([]);
    } finally {
      thief.close();
    }
  });

  it('is not read from the environment unless it is named', async () => {
    await project(1);
    await line.call(RUN, { env: { OPENAI_API_KEY: secret } });
    expect(tokens(server)).toEqual([undefined]);
  });

  it.each([
    [secret, /^The environment variable that --key names is not set/],
    ['base=MISSING', /^The environment variable that --key names is not set/],
    ['judge=KEY', /^--key names a model that is not asked; there are base, tuned\./],
  ])('named as %s is refused without being printed', async (key, sentence) => {
    await project(1);
    const { status, out, err } = await line.call([...RUN, '--key', key], { env: { KEY: secret } });
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err).not.toContain(secret);
    expect(server.received).toEqual([]);
  });

  it('is one for an address', async () => {
    await project(1);
    const { status, err } = await line.call([...RUN, '--key', 'base=A', '--key', 'tuned=B'], {
      env: { A: 'a', B: 'b' },
    });
    expect(status).toBe(2);
    expect(err).toMatch(/^--key gives two keys for http:\/\/127\.0\.0\.1:\d+; an address gets one\.\n/);
  });
});

describe('a run that does not come to its end', () => {
  const pairOf = ({ sample, model }: RunResponse): string => `${sample} ${model}`;

  /** Starts a run of 60 samples and resolves once some are answered. */
  async function startRun(args: readonly string[] = []) {
    await project(60);
    server.behave('question', { delayMs: 20 });
    const started = line.start([...RUN, ...args]);
    started.child.stdin?.end();
    await vi.waitUntil(() => server.asked.length >= 40, { timeout: 30_000 });
    return started;
  }

  // Windows ends a process without telling it.
  it.skipIf(process.platform === 'win32').each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is cancelled by %s and can be resumed', async (signal, expected) => {
    const { child, ended } = await startRun();
    child.kill(signal);
    const { status, out, err } = await ended;
    expect(status).toBe(expected);
    expect(err).toContain('\nCancelling…\n');
    expect(out).toContain('The run is cancelled; --resume goes on with it.');
    const [before] = await journals();
    expect(before?.endings).toEqual(['cancelled']);
    const asked = server.asked.length;

    const resumed = await line.call([...RUN, '--resume', '--json']);
    expect(resumed.status).toBe(0);
    expect(JSON.parse(resumed.out)).toMatchObject({ run: before?.header?.id, answered: 120, failed: 0 });
    const [after] = await journals();
    expect(after?.endings).toEqual(['cancelled', 'complete']);
    expect(new Set(after?.responses.map(pairOf)).size).toBe(120);
    expect(server.asked.length - asked).toBe(120 - (before?.responses.length ?? 0));
  });

  it('is resumed after it was killed, also from a file of its own', async () => {
    const { child, ended } = await startRun(['--out', 'mine.jsonl']);
    child.kill('SIGKILL');
    await ended;
    expect((await journalIn(line.at('mine.jsonl'))).endings).toEqual([]);
    const usual = await line.call([...RUN, '--resume']);
    expect(usual).toMatchObject({ status: 2, out: '' });
    expect(usual.err).toBe('The dataset has no unfinished run. Leave out --resume to begin one.\n');
    expect((await line.call([...RUN, '--resume', '--out', 'mine.jsonl'])).status).toBe(0);
    const { responses, endings } = await journalIn(line.at('mine.jsonl'));
    expect(endings).toEqual(['complete']);
    expect(new Set(responses.map(pairOf)).size).toBe(120);
  });

  it('is no run of something else', async () => {
    await project(1);
    const { status, err } = await line.call([...RUN, '--resume', '--out', 'data/eval.jsonl']);
    expect(status).toBe(2);
    expect(err).toBe('“data/eval.jsonl” is not the journal of a run. Leave out --resume to begin one.\n');
  });
});
