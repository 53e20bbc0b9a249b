import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { ROOT, type Step } from './files.fixture.ts';

/** For what starts programs: each takes a moment, and a busy machine takes several for it. */
export const PATIENTLY = { timeout: 60_000 };

/** What became of a script. */
export interface Played {
  exitCode: number | undefined;
  said: string;
  /** What the step told of itself: `<name>=<value>`, each on a line. */
  outputs: string;
  /** What it added to the job's summary. */
  summary: string;
}

/**
 * Runs a step's script as GitHub does: from a file, with the step's variables, and files for what it tells.
 * @param given variables by name; those of the step's own that are not given are empty.
 * @param checkout the folder it runs in; one that holds nothing by default.
 */
export async function play(
  { run, env: own = {} }: Pick<Step, 'env'> & { run: string },
  given: Record<string, string>,
  checkout?: string,
): Promise<Played> {
  const job = mkdtempSync(join(tmpdir(), 'ftls-job-'));
  const file = (name: string, content = '') => {
    writeFileSync(join(job, name), content);
    return join(job, name);
  };
  const [output, summary] = [file('output'), file('summary')];
  try {
    const words = ['--noprofile', '--norc', '-eo', 'pipefail', file('script.sh', run)];
    const { exitCode, all: said } = await execa('bash', words, {
      cwd: checkout ?? job,
      env: {
        ...{ RUNNER_TEMP: job, RUNNER_OS: 'Linux', RUNNER_ARCH: 'X64', GITHUB_ACTION_PATH: ROOT },
        ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
        ...{ FLEET_TLS_CACHE: join(job, 'cache'), FLEET_TLS_CHARTS: '' },
        ...Object.fromEntries(Object.keys(own).map(name => [name, ''])),
        ...given,
      },
      reject: false,
      all: true,
    });
    return { exitCode, said, outputs: readFileSync(output, 'utf8'), summary: readFileSync(summary, 'utf8') };
  } finally {
    rmSync(job, { recursive: true, force: true });
  }
}
