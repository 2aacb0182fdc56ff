import type { Launch } from '../../harness/groups.mts';

export const launch: Launch = {
  workspace: 'test/fixtures/workspaces/main',
  settings: { 'tuningFork.reviewer': 'a reviewer' },
};
