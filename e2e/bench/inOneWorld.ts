import { STANDIN_VERSIONS } from '../../helpers/fleet/releases/standin.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { knownRuns } from '../../helpers/process/runs.ts';
import type { Results } from '../../helpers/report/results.ts';
import { pairWithItself } from '../plan/mutants.ts';
import { runsFolder } from '../run/folders.ts';
import { callHarness } from './harness.ts';
import type { BenchContext } from './part.ts';
import { playRun } from './playRun.ts';

/** The newest stand-in: what is played in one world is played with it. */
export const [NEWEST = ''] = STANDIN_VERSIONS.slice(-1);

/** One run of the first so many scenarios. */
interface RunInWorld {
  count: number;
  seconds: number;
  results: Results;
}

/**
 * Plays more and more of some scenarios in one world that is up, in each round in the other order.
 * @throws HarnessError `usage` where a world is up, `command-failed` when a run ends otherwise than green.
 */
export async function playInOneWorld(
  { run, rounds }: BenchContext,
  { ids, counts }: { ids: readonly string[]; counts: readonly number[] },
): Promise<RunInWorld[]> {
  refuseOtherWorlds(run.cacheDir);
  const pair = ['--pair', pairWithItself(NEWEST)];
  const runs: RunInWorld[] = [];
  try {
    await callHarness(['up', ...ids, ...pair, '--quiet'], { signal: run.signal });
    // The first run of all finds nothing warm: images are unpacked, agents have never registered.
    await playRun(run, [...ids.slice(0, 1), ...pair]);
    for (let round = 0; round < rounds; round += 1) {
      for (const count of round % 2 === 0 ? counts : counts.toReversed()) {
        runs.push({ count, ...(await playRun(run, [...ids.slice(0, count), ...pair])) });
      }
    }
  } finally {
    await callHarness(['down'], { signal: AbortSignal.timeout(300_000) });
  }
  return runs;
}

/** `down` is for all worlds: those of somebody else are not to go with the benchmark's. */
function refuseOtherWorlds(cacheDir: string): void {
  const other = knownRuns(runsFolder(cacheDir)).find(({ kept }) => kept);
  if (other === undefined) return;
  throw new HarnessError('usage', {
    message: `a world is up (${other.runId}), and the benchmark ends with \`down\``,
    cure: 'Remove it with `fleet-tls down`, or measure other parts',
  });
}
