import { describe, expect, it } from 'vitest';
import {
  add,
  countVitest,
  describeTally,
  describeTrouble,
  NOTHING,
  ONE_FAILURE,
  parseTally,
  troubleIn,
} from '../../harness/tally.mts';

const report = {
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{}, {}, {}, {}, {}] }],
};

describe('the last line of npm test', () => {
  it('says how many passed and failed, and how many were skipped if any', () => {
    expect(describeTally({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(describeTally({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('is read back from a layer’s output, where it has to be last', () => {
    const tally = { passed: 3, failed: 1, skipped: 2 };
    expect(parseTally(`✓ fine\n\n${describeTally(tally)}\n`)).toEqual(tally);
    expect(parseTally('3 passed, 0 failed\nand then it crashed')).toBeUndefined();
    expect(parseTally('')).toBeUndefined();
  });

  it('adds the layers up', () => {
    expect(add(add(NOTHING, ONE_FAILURE), { passed: 2, failed: 1, skipped: 3 })).toEqual({
      passed: 2,
      failed: 2,
      skipped: 3,
    });
  });
});

describe('vitest’s report', () => {
  it('is counted', () => {
    expect(countVitest(JSON.stringify(report))).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('has a failure for a file that did not load', () => {
    const testResults = [...report.testResults, { status: 'failed', assertionResults: [] }];
    expect(countVitest(JSON.stringify({ ...report, success: false, testResults })).failed).toBe(1);
  });

  it('has a failure for an error outside of the tests', () => {
    expect(countVitest(JSON.stringify({ ...report, success: false })).failed).toBe(1);
  });

  it('does not count an error outside twice when tests failed too', () => {
    expect(countVitest(JSON.stringify({ ...report, success: false, numFailedTests: 2 })).failed).toBe(2);
  });
});

describe('what failed, or passed at the second try only', () => {
  it('is found in an output with its error', () => {
    const output =
      '  ✓ fine\n  ✗ bad (3 ms)\n      Error: no\n          at here\n  ✓ fine\n✗ The layer e2e had no tests.\n1 passed';
    expect(troubleIn(output)).toEqual([
      '  ✗ bad (3 ms)\n      Error: no\n          at here',
      '✗ The layer e2e had no tests.',
    ]);
    expect(troubleIn('  ✓ fine\n')).toEqual([]);
  });

  it('is found in vitest’s report', () => {
    const passed = { fullName: 'fine', status: 'passed', failureMessages: [] };
    const retried = { fullName: 'at last', status: 'passed', failureMessages: ['late'] };
    const failed = { fullName: 'bad', status: 'failed', failureMessages: ['Error: no\n    at here'] };
    const testResults = [
      { status: 'failed', name: 'a.test.ts', message: '', assertionResults: [passed, retried, failed] },
      { status: 'failed', name: 'b.test.ts', message: 'no such module', assertionResults: [] },
    ];
    expect(troubleIn(describeTrouble(JSON.stringify({ testResults })))).toEqual([
      '  ↻ at last\n      late',
      '  ✗ bad\n      Error: no\n          at here',
      '  ✗ b.test.ts\n      no such module',
    ]);
  });
});
