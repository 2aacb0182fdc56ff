import type { Launch } from '../../harness/groups.mts';

export const launch: Launch = {
  workspace: 'test/fixtures/workspaces/run',
  settings: { 'tuningFork.concurrency': 2 },
  windows: [{ tests: ['a-crash.test.ts'], endsKilled: true }, { tests: ['b-resume.test.ts'] }],
};
