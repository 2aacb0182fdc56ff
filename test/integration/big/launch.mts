import type { Launch } from '../../harness/groups.mts';

export const launch: Launch = {};
