import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../helpers/process/context.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { readResults } from '../../helpers/report/read.ts';
import type { Results, VerdictFacts } from '../../helpers/report/results.ts';
import type { StaleRecords } from '../../helpers/report/verdict.ts';
import { isGreen } from '../play/notGreen.ts';
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
  const { seconds, exitCode } = await callHarness(['run', ...args, '--quiet', '--results', folder], {
    accept: [1, 3],
    signal,
  });
  const [id] = (await readdir(folder)).filter(name => name !== 'latest');
  if (id === undefined) {
    throw new HarnessError('command-failed', {
      message: `a run of the harness ended with ${exitCode} and left no results`,
      cure: `Play it by itself: fleet-tls run ${args.join(' ')}`,
    });
  }
  const results = await readResults(join(folder, id));
  demandGreen(results.verdicts, results.run.staleRecords);
  return { seconds, results };
}

/** @throws HarnessError `command-failed`, which names the first that is not green: its results go with the benchmark. */
export function demandGreen(
  verdicts: readonly Pick<VerdictFacts, 'scenario' | 'pair' | 'verdict' | 'reason'>[],
  staleRecords: StaleRecords,
): void {
  const notGreen = verdicts.filter(verdict => !isGreen(verdict, staleRecords));
  const [first] = notGreen;
  if (first === undefined) return;
  const { scenario, pair, verdict, reason } = first;
  throw new HarnessError('command-failed', {
    message: `${notGreen.length} of ${verdicts.length} were not green, ${scenario} with ${pair} for one: ${verdict}: ${reason}`,
    cure: `Play it by itself: fleet-tls run ${scenario} --pair ${pair}`,
  });
}
