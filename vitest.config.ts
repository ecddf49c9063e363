import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One file more than there are cores: letters, clocks and browsers are waited for a quarter of the time.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { test: { name: 'engines', include: ['packages/*/test/**/*.test.ts'] } },
      {
        root: 'app',
        test: {
          name: 'app',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // What a page will say is waited for as long as a busy machine needs.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
