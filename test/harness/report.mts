import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import type { SuiteReport } from '../integration/suite.ts';
import { PROJECT } from './install.mts';
import { add, NOTHING, ONE_FAILURE, type Tally } from './tally.mts';

/** A stack trace that names the sources instead of the bundled suite. */
function withSources(stack: string, suite: string): string {
  const map = new SourceMap(JSON.parse(readFileSync(`${suite}.map`, 'utf8')) as SourceMapPayload);
  return stack.replaceAll(
    /[^\s(]*\/([^\s/]+):(\d+):(\d+)/g,
    (place: string, file: string, line: string, column: string) => {
      if (file !== path.basename(suite)) return place;
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return place;
      const source = path.relative(PROJECT, path.resolve(path.dirname(suite), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    },
  );
}

/** Prints the tests; a window without a report, without tests, or with the wrong end is a failure. */
export function printReport(report: SuiteReport | undefined, suite: string, endsKilled: boolean): Tally {
  if (!report) return printFailure('The tests gave no report.');
  let tally = NOTHING;
  for (const { title, state, durationMs, error } of report.tests) {
    const mark = { passed: '✓', failed: '✗', retried: '↻', pending: '-' }[state];
    console.log(`  ${mark} ${title} (${durationMs} ms)`);
    if (error !== undefined) console.log(withSources(error, suite).replace(/^/gm, '      '));
    tally = add(tally, {
      passed: state === 'passed' ? 1 : 0,
      failed: state === 'failed' ? 1 : 0,
      skipped: state === 'pending' ? 1 : 0,
    });
  }
  if (endsKilled !== (report.end === 'killed')) {
    tally = add(tally, printFailure(`The tests ended ${report.end}, which launch.mts does not say.`));
  }
  if (report.tests.length === 0 && !endsKilled) tally = add(tally, printFailure('There was no test.'));
  return tally;
}

function printFailure(sentence: string): Tally {
  console.log(`  ✗ ${sentence}`);
  return ONE_FAILURE;
}
