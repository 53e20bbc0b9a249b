import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../helpers/process/context.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { readResults } from '../../helpers/report/read.ts';
import type { Results } from '../../helpers/report/results.ts';
import { callHarness } from './harness.ts';

/**
 * Has the harness run once, as a process of its own.
 * @returns what it took, and its results.
 * @throws HarnessError `command-failed` when it ends otherwise than green: what fails is not measured.
 */
export async function playRun(
  { privateDir, signal }: Context,
  args: readonly string[],
): Promise<{ seconds: number; results: Results }> {
  const folder = await mkdtemp(join(privateDir, 'harness-'));
  const { seconds } = await callHarness(['run', ...args, '--quiet', '--results', folder], { signal });
  const [id] = (await readdir(folder)).filter(name => name !== 'latest');
  if (id === undefined) {
    throw new HarnessError('internal', {
      message: 'a run of the harness ended green and left no results',
      cure: 'This is a defect of fleet-tls-e2e: please report it',
    });
  }
  return { seconds, results: await readResults(join(folder, id)) };
}
