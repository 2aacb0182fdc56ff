/** Numbers of tests. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };
/** A part that could not run counts as one failure. */
export const ONE_FAILURE: Tally = { passed: 0, failed: 1, skipped: 0 };

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** `N passed, N failed`, and `, N skipped` where true. */
export function describeTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Reads {@link describeTally}'s line back from the end of an output. */
export function parseTally(output: string): Tally | undefined {
  const match = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(output.trimEnd().split('\n').at(-1) ?? '');
  if (!match) return undefined;
  return { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) };
}

/**
 * The tests in an output that failed (`✗`) or passed at the second try only (`↻`), each with the lines of its error:
 * what a layer prints of them stands far above its end.
 */
export function troubleIn(output: string): string[] {
  return output.match(/^ *[✗↻] .*(?:\n {6}.*)*/gm) ?? [];
}

/** The part of vitest's JSON report that counts. */
interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly VitestFile[];
}

interface VitestFile {
  readonly status: string;
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

/** The troubles of vitest's JSON report as {@link troubleIn} finds them. */
export function describeTrouble(json: string): string {
  const blocks: string[] = [];
  for (const { status, name, message, assertionResults } of (JSON.parse(json) as VitestReport).testResults) {
    if (status === 'failed' && assertionResults.length === 0) blocks.push(trouble('✗', name, message));
    for (const test of assertionResults) {
      if (test.status !== 'failed' && test.failureMessages.length === 0) continue;
      blocks.push(trouble(test.status === 'failed' ? '✗' : '↻', test.fullName, test.failureMessages.join('\n')));
    }
  }
  return blocks.join('\n');
}

function trouble(mark: string, title: string, error: string): string {
  return `  ${mark} ${title}\n${error}`.replaceAll('\n', '\n      ');
}

/** Counts vitest's JSON report. A file that did not load has no tests and counts as one failure. */
export function countVitest(json: string): Tally {
  const report = JSON.parse(json) as VitestReport;
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    // An error outside of any test fails the run without failing a test.
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
