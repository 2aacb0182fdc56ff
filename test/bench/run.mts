/**
 * Run bench: samples × 2 models through our engine, client, journal and scores, against a bare loop over the `openai`
 * client at the same concurrency in the same request mode. Ours and theirs take turns, each in a process of its own.
 * `node test/bench/run.mts` runs it alone.
 */
import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { median, printIfStarted, type Figure } from './figure.mts';
import type { RunTask } from './runSample.ts';

const CONCURRENCY = 32;
const here = path.dirname(fileURLToPath(import.meta.url));

/** Measures; prints nothing. */
export async function benchRun(samples = 1_000, rounds = 5): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-run-'));
  await build({
    entryPoints: ['runServer', 'runBare', 'runOurs'].map((name) => path.join(here, `${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    minify: true,
    // The bundled CommonJS packages ask for `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const server = spawn(process.execPath, [path.join(folder, 'runServer.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await portOf(server);
    const figures: Figure[] = [];
    for (const latencyMs of [0, 100]) {
      for (const stream of [false, true]) {
        const endpoint = `http://127.0.0.1:${port}/${latencyMs}/v1`;
        const task: RunTask = { endpoint, samples, stream, concurrency: CONCURRENCY };
        const times: Record<'runOurs' | 'runBare', number[]> = { runOurs: [], runBare: [] };
        for (let round = 0; round < rounds; round++) {
          for (const side of ['runBare', 'runOurs'] as const) times[side].push(await timeOf(folder, side, task));
        }
        const [oursMs, bareMs] = [median(times.runOurs), median(times.runBare)];
        const name = `${samples} samples × 2 models, ${latencyMs} ms server, ${stream ? 'streaming' : 'whole answers'}`;
        figures.push({
          name: `${name}: wall ÷ bare \`openai\` loop`,
          value: oursMs / bareMs,
          unit: '×',
          limit: latencyMs === 0 ? 1.2 : 1.03,
        });
      }
    }
    return figures;
  } finally {
    server.kill();
    await rm(folder, { recursive: true });
  }
}

async function portOf(server: ChildProcess): Promise<number> {
  if (!server.stdout) throw new Error('the server has no output');
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  return Number(line.toString());
}

async function timeOf(folder: string, side: string, task: RunTask): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    path.join(folder, `${side}.mjs`),
    JSON.stringify(task),
  ]);
  return Number(stdout);
}

await printIfStarted(import.meta.url, benchRun);
