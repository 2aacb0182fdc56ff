import type { Launch } from '../../harness/groups.mts';

export const launch: Launch = {
  workspace: 'test/fixtures/workspaces/main',
  // In a browser VS Code saves by itself; tests say when a file is saved.
  settings: { 'tuningFork.reviewer': 'a reviewer', 'files.autoSave': 'off' },
};
