/**
 * Mutants of the harness's own judgement: what turns objects, logs and records into observations, observations into
 * verdicts, verdicts into the exit status, and takes secrets out of all of them. A report, not a gate.
 */
export default {
  mutate: [
    'e2e/judge/*.ts',
    'e2e/observe/{edge,helmOps,logs,registration}.ts',
    'e2e/play/{notGreen,ownTroubles}.ts',
    'helpers/edge/record.ts',
    'helpers/evidence/{redact,secretData}.ts',
    'helpers/fleet/{agentLog,cluster,deployment,helmOp,registration,version}.ts',
    'helpers/kube/fields.ts',
    'helpers/report/{exitStatus,headline,merge,verdict}.ts',
    'helpers/report/repeat/repeat.ts',
    'scenarios/records.ts',
    'scenarios/model/oracle.ts',
    '!**/*.{fixture,test}.ts',
  ],
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'e2e/mutate/vitest.config.ts' },
  // Stryker reads it by an interface that TypeScript 7 does not have, and needs nothing of it.
  tsconfigFile: 'none',
  ignorePatterns: ['/results'],
  tempDirName: 'results/mutants/tmp',
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  clearTextReporter: { reportTests: false },
  htmlReporter: { fileName: 'results/mutants/report.html' },
  jsonReporter: { fileName: 'results/mutants/report.json' },
  incrementalFile: 'results/mutants/incremental.json',
  // Two processors.
  concurrency: 2,
  // A test that the machine is too busy for would count as one that has killed its mutant.
  timeoutMS: 60_000,
};
