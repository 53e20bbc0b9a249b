import { markInUse } from '../../helpers/clusters/network.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { releaseLock, takeLock } from '../../helpers/process/lock.ts';
import { families } from '../../scenarios/index.ts';
import type { RunOptions } from '../options.ts';
import { partOfPlan } from '../plan/part.ts';
import type { OpenRun } from '../run/open.ts';
import type { ReadyRun } from '../run/prepare.ts';
import type { FoundWorld } from './find.ts';
import { isUp, type KeptWorld, lockOfWorld } from './keptWorld.ts';
import { renewReleases } from './renew.ts';

/**
 * Takes a world that is up for a run, which has it to itself until it is closed. Whoever plays in it proves first that nothing
 * of an earlier run is left there.
 * @throws HarnessError `usage` when another run is under way in it.
 */
export async function enterWorld(
  run: OpenRun,
  { world: found, part, changed, now }: FoundWorld,
  options: RunOptions,
): Promise<ReadyRun> {
  claim(run, found);
  run.progress.say(
    `in world ${found.id}, which is up: ${part.scenarios.length} of its ${found.scenarios.length} scenarios, ` +
      `with ${part.pairs.join(' and ')} (--fresh plays in a world of its own)`,
  );
  await markInUse(run, found.id);
  for (const line of changed) run.progress.say(line);
  const world = changed.length === 0 ? found : await renewReleases(run, found, now);
  const plan = partOfPlan(world.handle.plan, part);
  const { runId, resultsDir, privateDir, cacheDir } = run;
  const { staleRecords, keep } = options;
  return {
    plan,
    pairs: world.pairs.filter(({ id }) => part.pairs.includes(id)),
    scenarios: families.flatMap(family => family.scenarios).filter(({ id }) => part.scenarios.includes(id)),
    supply: world.supply,
    world: { id: world.id, startedAt: new Date(world.startedAt).toISOString() },
    handle: {
      ...world.handle,
      ...{ runId, resultsDir, privateDir, cacheDir, plan, staleRecords, keep },
    },
  };
}

function claim(run: OpenRun, { id, handle }: KeptWorld): void {
  const lock = lockOfWorld(handle.worldDir);
  const holder = takeLock(lock, `run ${run.runId}`);
  if (holder !== undefined) {
    throw new HarnessError('usage', {
      message: `${holder.purpose} is under way in the world that is up (${id})`,
      cure: 'Wait until it has ended, or add --fresh for a world of its own',
    });
  }
  run.ledger.enter({ kind: 'lock', name: id }, async () => releaseLock(lock));
  if (!isUp(handle)) {
    throw new HarnessError('usage', {
      message: `the world that was up (${id}) has been removed meanwhile`,
      cure: 'Run it again',
    });
  }
}
