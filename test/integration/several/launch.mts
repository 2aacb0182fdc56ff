import type { Launch } from '../../harness/groups.mts';

export const launch: Launch = {
  workspace: 'test/fixtures/workspaces/several',
  workspaceFile: 'several.code-workspace',
};
