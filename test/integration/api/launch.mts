import type { Launch } from '../../harness/groups.mts';

export const launch: Launch = {
  workspace: 'test/fixtures/workspaces/main',
  extensions: ['test/fixtures/extensions/api-consumer'],
  settings: { 'tuningFork.reviewer': 'a reviewer' },
};
