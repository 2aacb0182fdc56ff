/**
 * Check bench: validating and profiling every row of a generated chat file (parse, rules, lengths, labels, exact
 * duplicates) against a bare `JSON.parse` of every line on the same number of threads, taking turns, whole processes.
 * `node test/bench/check.mts` runs it alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildBundle } from '../../esbuild.mts';
import { watModules } from '../../wat.mts';
import { median, printIfStarted, type Figure } from './figure.mts';
import { writeChatFile } from './chatFile.mts';

const FILE_BYTES = 4e8;
const here = path.dirname(fileURLToPath(import.meta.url));

/** What one process does, and on how many threads. */
export type CheckTask = 'bare' | 'validate' | 'whole';

/** What a process says of itself. */
export interface CheckFigures {
  readonly rows: number;
  readonly ms: number;
}

/** Measures; prints nothing. */
export async function benchCheck(rounds = 5): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-check-'));
  try {
    const script = await bundle(folder);
    const worker = await buildBundle('src/node/check/checkWorker.ts', folder);
    await buildBundle('src/node/check/tokenCounter.ts', folder);
    const file = path.join(folder, 'chat.jsonl');
    const rows = writeChatFile(file, FILE_BYTES);
    return measure((task, threads) => run([script, task, file, String(threads), worker], rows), rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundle(folder: string): Promise<string> {
  const outfile = path.join(folder, 'checkOurs.cjs');
  await build({
    entryPoints: [path.join(here, 'checkOurs.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    external: ['*/tokenCounter'],
    minify: true,
    plugins: [watModules],
  });
  return outfile;
}

function run(command: readonly string[], rows: number): number {
  const figures = JSON.parse(execFileSync(process.execPath, command).toString()) as CheckFigures;
  if (figures.rows !== rows) throw new Error(`${figures.rows} of ${rows} rows were read`);
  return figures.ms;
}

function measure(runTask: (task: CheckTask, threads: number) => number, rounds: number): Figure[] {
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const threads of [1, 2]) {
      for (const task of ['bare', 'validate'] as const) {
        const name = `${task} ${threads}`;
        times.set(name, [...(times.get(name) ?? []), runTask(task, threads)]);
      }
    }
  }
  const of = (task: CheckTask, threads: number): number => median(times.get(`${task} ${threads}`) ?? []);
  return [
    {
      name: 'Validating and profiling every row ÷ bare `JSON.parse`, one thread',
      value: of('validate', 1) / of('bare', 1),
      unit: '×',
      limit: 1.1,
    },
    { name: 'The same, two threads each', value: of('validate', 2) / of('bare', 2), unit: '×', limit: 1.1 },
    { name: 'Validating on two threads ÷ on one', value: of('validate', 2) / of('validate', 1), unit: '×' },
    {
      name: 'All checks of 400 MB (near duplicates, conflicts too), two threads',
      value: runTask('whole', 2) / 1000,
      unit: 's',
    },
  ];
}

await printIfStarted(import.meta.url, benchCheck);
