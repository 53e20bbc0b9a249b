import { setTimeout as delay } from 'node:timers/promises';
import { containerUses } from '../../helpers/clusters/containerUse.ts';
import { ownUse } from '../../helpers/process/ownUse.ts';
import type { CostFacts } from '../../helpers/report/results.ts';
import { Tally } from './tally.ts';

/** Measures what a run takes of its machine while it is under way. */
export interface Meter {
  /** Reads for the last time and ends; undefined where nothing could be read. */
  stop(): Promise<CostFacts | undefined>;
}

/** Each reading takes a few milliseconds. */
const EVERY_MS = 5_000;

/** A daemon that hangs does not hold a run up. */
const PATIENCE_MS = 10_000;

/**
 * Begins to measure this process and the containers of a world, those to come as well.
 * @param world the id of the run that made it, or makes it.
 * @param wasUp whether it was there before this run.
 */
export function startMeter({ world, wasUp }: { world: string; wasUp: boolean }): Meter {
  const tally = new Tally({ fromNow: wasUp, ownBefore: ownUse() });
  const readOnce = async () => {
    // Where no daemon answers (yet), or it does not tell, there is nothing to add: no run is to fail for that.
    const containers = await Promise.race([
      containerUses(world).catch(() => undefined),
      delay(PATIENCE_MS, undefined, { ref: false }),
    ]);
    if (containers) tally.add({ own: ownUse(), containers });
  };
  let underWay: Promise<void> | undefined;
  const read = () => {
    underWay ??= readOnce().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  void read();
  const timer = setInterval(read, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
      await read();
      return tally.cost();
    },
  };
}
