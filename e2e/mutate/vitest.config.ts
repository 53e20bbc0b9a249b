import { defineConfig } from 'vitest/config';

/** The tests that have to kill the mutants of the judgement: those beside it, which need no process and no network. */
export default defineConfig({
  test: {
    include: [
      'e2e/{judge,observe,play}/*.test.ts',
      'helpers/{edge,evidence,fleet,kube}/*.test.ts',
      'helpers/report/{exitStatus,headline,merge,verdict}.test.ts',
      'helpers/report/repeat/repeat.test.ts',
      'scenarios/**/*.test.ts',
    ],
    exclude: ['**/*.docker.test.ts'],
  },
});
