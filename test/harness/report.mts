import type { SuiteReport } from '../integration/suite.ts';
import { add, NOTHING, ONE_FAILURE, type Tally } from './tally.mts';

/** Prints the tests; a window without a report, without tests, or with the wrong end is a failure. */
export function printReport(report: SuiteReport | undefined, endsKilled: boolean): Tally {
  if (!report) return printFailure('The tests gave no report.');
  let tally = NOTHING;
  for (const { title, state, durationMs, error } of report.tests) {
    const mark = { passed: '✓', failed: '✗', pending: '-' }[state];
    console.log(`  ${mark} ${title} (${durationMs} ms)`);
    if (error !== undefined) console.log(error.replace(/^/gm, '      '));
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
