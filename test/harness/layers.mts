import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PROJECT } from './install.mts';
import { countVitest, describeTrouble, ONE_FAILURE, parseTally, troubleIn, type Tally } from './tally.mts';

/** What became of a layer. */
export interface LayerResult extends Tally {
  /** As `troubleIn` of tally.mts finds it. */
  readonly trouble: readonly string[];
}

/** How a program ended. */
interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly timedOut: boolean;
}

/** Runs a Node script of this project in its folder, showing what it prints. Ends it after `timeoutMs`. */
export async function runNode(args: readonly string[], timeoutMs: number): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let timedOut = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  const timer = setTimeout(() => {
    timedOut = true;
    // SIGTERM lets it end what it has started.
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  }, timeoutMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearTimeout(timer);
  return { code, output, timedOut };
}

/** Runs a vitest project. */
export async function runVitest(project: string, timeoutMs: number): Promise<LayerResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-report-'));
  const file = path.join(folder, 'report.json');
  const vitest = path.join(PROJECT, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const ended = await runNode([vitest, 'run', '--project', project, ...reporters], timeoutMs);
    if (ended.timedOut) return couldNotRun(project, `did not end within ${timeoutMs / 1000} s`);
    const report = await readFile(file, 'utf8').catch(() => undefined);
    if (report === undefined) return couldNotRun(project, 'gave no report');
    const tally = countVitest(report);
    if (tally.passed + tally.failed + tally.skipped === 0) return couldNotRun(project, 'had no tests');
    const described = describeTrouble(report);
    console.log(described);
    return { ...tally, trouble: troubleIn(described) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a script that prints its tally last. */
export async function runScript(name: string, script: string, timeoutMs: number): Promise<LayerResult> {
  const ended = await runNode([path.join(PROJECT, script)], timeoutMs);
  if (ended.timedOut) return couldNotRun(name, `did not end within ${timeoutMs / 1000} s`);
  const tally = parseTally(ended.output);
  if (!tally) return couldNotRun(name, `ended with code ${ended.code} and without a result`);
  if (tally.passed + tally.failed + tally.skipped === 0) return couldNotRun(name, 'had no tests');
  return { ...tally, trouble: troubleIn(ended.output) };
}

/** A layer that could not run, which counts as one failure. */
export function couldNotRun(name: string, reason: string): LayerResult {
  const line = `✗ The layer ${name} ${reason}. It counts as one failure.`;
  console.log(line);
  return { ...ONE_FAILURE, trouble: [line] };
}
