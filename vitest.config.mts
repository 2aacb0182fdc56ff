import { defineConfig } from 'vitest/config';
import { watModulesOfVite } from './wat.mts';

// A browser and a VS Code share two processors with whatever else a machine does: what fails there is tried once more,
// and a test that passed only then is named at the end of `npm test`, for it has a fault to be mended.
export default defineConfig({
  test: {
    projects: [
      // Property tests do thousands of runs; a busy machine needs its time for them.
      {
        plugins: [watModulesOfVite],
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        test: {
          name: 'webview',
          retry: 1,
          include: ['test/webview/**/*.test.ts'],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          retry: 1,
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          expect: { poll: { timeout: 20_000, interval: 100 } },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
