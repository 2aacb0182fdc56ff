/** Our side of the run bench: engine, client, journal and scores. Prints the milliseconds it took. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sample } from '../../src/core/dataset/sample';
import { exactMatch } from '../../src/core/metric/question/exactMatch';
import { tokenF1 } from '../../src/core/metric/question/tokenF1';
import { runSamples } from '../../src/core/run/engine';
import type { RunHeader } from '../../src/core/run/run';
import { createJournal } from '../../src/node/journalFile';
import { OpenAiClient } from '../../src/node/openaiClient';
import { MODELS, promptOf, REFERENCE, type RunTask } from './runSample';

const { endpoint, samples, stream, concurrency } = JSON.parse(process.argv[2] ?? '') as RunTask;

// An iterable that is asynchronous as the worker's pages are.
async function* read(): AsyncGenerator<Sample> {
  for (let row = 0; row < samples; row++) {
    if (row % 64 === 0) await Promise.resolve();
    yield {
      kind: 'sample',
      id: `s${row}`,
      row,
      line: row + 1,
      messages: [{ role: 'user', content: promptOf(row) }],
      references: [],
      metadata: {},
    };
  }
}

const folder = await mkdtemp(path.join(tmpdir(), 'bench-run-'));
const client = new OpenAiClient({
  connect: () => Promise.resolve({ baseUrl: endpoint }),
  timeoutMs: 60_000,
  stallMs: 30_000,
});
const header: RunHeader = {
  type: 'run',
  version: 1,
  id: 'bench',
  dataset: { path: 'bench.jsonl', sha256: '', samples },
  models: Object.fromEntries(MODELS.map((model) => [model, { endpoint, model, api: 'chat', parameters: {} }])),
  samples: 'all',
  useCache: true,
  started: new Date().toISOString(),
};

const start = performance.now();
const journal = await createJournal(folder, header);
let partials = 0;
let scored = 0;
const progress = await runSamples({
  header,
  samples: read(),
  sampleCount: samples,
  client,
  journal,
  limits: { concurrency, timeoutMs: 60_000, retries: 3 },
  signal: new AbortController().signal,
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  findCached: () => Promise.resolve({}),
  onResponse: (response) => {
    if (response.error !== undefined) return;
    for (const metric of [exactMatch, tokenF1]) {
      if (metric.score({ completion: response, references: [REFERENCE] }) !== undefined) scored++;
    }
  },
  ...(stream ? { onPartial: () => partials++ } : {}),
});
await journal.close();
const ms = performance.now() - start;
await rm(folder, { recursive: true });
if (progress.answered !== samples * MODELS.length || scored !== 2 * progress.answered || (stream && partials === 0))
  throw new Error(JSON.stringify(progress));
console.log(ms);
