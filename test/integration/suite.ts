/**
 * Runs Mocha inside the extension host. The harness builds one entry per group of tests that calls `runSuite`; the same
 * entry serves a VS Code from npm and `@vscode/test-electron`.
 */
import { renameSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** One test as the harness reads it. */
export interface TestReport {
  readonly title: string;
  /** `retried`: it failed, and was run again. */
  readonly state: 'passed' | 'failed' | 'retried' | 'pending';
  readonly durationMs: number;
  readonly error?: string;
}

/** What the suite writes for the harness, into the file that `TUNING_FORK_TEST_REPORT` names. */
export interface SuiteReport {
  /** `killed`: the host is about to kill itself, as a test wanted. */
  readonly end: 'complete' | 'killed';
  readonly tests: readonly TestReport[];
}

const tests: TestReport[] = [];

/** Runs the tests that `load` defines, and resolves when the report is written. */
export async function runSuite(load: () => void): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, retries: 1, reporter: 'dot' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  load();
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => record(test, 'passed'));
    runner.on('pending', (test) => record(test, 'pending'));
    runner.on('retry', (test: Mocha.Test, error: Error) => record(test, 'retried', error));
    runner.on('fail', (test, error: Error) => record(test, 'failed', error));
  });
  writeReport('complete');
}

/** Ends the extension host the way a crash does. A group that calls this says so in its `launch.mts`. */
export function killHost(): void {
  writeReport('killed');
  process.kill(process.pid, 'SIGKILL');
}

function record(test: Mocha.Runnable, state: TestReport['state'], error?: Error): void {
  tests.push({
    title: test.fullTitle(),
    state,
    durationMs: test.duration ?? 0,
    ...(error === undefined ? {} : { error: error.stack ?? error.message }),
  });
}

function writeReport(end: SuiteReport['end']): void {
  const file = process.env['TUNING_FORK_TEST_REPORT'];
  if (file === undefined) throw new Error('TUNING_FORK_TEST_REPORT is not set: start the suite with the harness.');
  // The harness waits for the file: it must be whole when it appears.
  writeFileSync(`${file}.partial`, JSON.stringify({ end, tests } satisfies SuiteReport));
  renameSync(`${file}.partial`, file);
}
