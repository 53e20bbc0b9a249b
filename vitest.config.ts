import { defineConfig } from 'vitest/config';

/** For all but the e2e project, whose runs keep account of what they make. */
const globalSetup = ['helpers/process/temporary.setup.ts'];

/** Four projects: `unit` needs nothing but Node, `browser` Chromium, `docker` Docker, `e2e` everything. */
export default defineConfig({
  test: {
    teardownTimeout: 180_000,
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'results/unit.json' }]] : ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup,
          include: ['{certs,e2e,helpers,scenarios}/**/*.test.ts'],
          exclude: ['**/*.{docker,browser}.test.ts'],
          // Some start the command as a process of its own, which takes its time on a machine that is busy.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          globalSetup,
          include: ['helpers/**/*.browser.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'docker',
          globalSetup,
          include: ['{certs,e2e,helpers,scenarios}/**/*.docker.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/*.e2e.ts'],
          globalSetup: ['e2e/setup.ts'],
          // Threads share the command's process: no signal of a terminal ends a worker before it has cleaned up.
          pool: 'threads',
          // Enough to keep the clusters of a small machine busy; more of them only wait for each other.
          maxConcurrency: 40,
          // Every wait has a deadline of its own; what waits for its turn in the one lane of a downstream has none.
          testTimeout: 3_600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
