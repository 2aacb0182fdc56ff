import type { Launch } from '../../harness/groups.mts';

export const launch: Launch = {
  workspace: 'test/fixtures/workspaces/run',
  settings: {
    'tuningFork.retries': 1,
    'tuningFork.requestTimeout': 2,
    'tuningFork.concurrency': 3,
  },
};
