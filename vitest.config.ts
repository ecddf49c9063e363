import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One file for every core: what leads them only waits meanwhile.
    maxWorkers: '100%',
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
