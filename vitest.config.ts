import { defineConfig } from 'vitest/config';
import { SPECS } from './e2e/specs.ts';

/** For all but the e2e project, whose runs keep account of what they make. */
const globalSetup = ['helpers/process/temporary.setup.ts'];

/** Four projects: `unit` needs nothing but Node, `browser` Chromium, `docker` Docker, `e2e` everything. */
export default defineConfig({
  test: {
    teardownTimeout: SPECS.teardownTimeout,
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
          ...SPECS,
          globalSetup: ['e2e/setup.ts'],
        },
      },
    ],
  },
});
