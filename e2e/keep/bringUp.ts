import { openDisplay } from '../../helpers/process/display/display.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { type OpenRun, openRun } from '../run/open.ts';
import { type Order, type Prepared, planRun, prepare } from '../run/prepare.ts';
import { tellFailure } from '../run/tellFailure.ts';
import { openSite } from '../world/site.ts';
import { findWorld } from './find.ts';
import { type KeptWorld, keptWorldOf, writeKeptWorld } from './keptWorld.ts';
import { worldLines } from './worldLines.ts';

/**
 * Brings up a world for what is asked for, with Fleet installed, and leaves it; one that is up already and fits is left
 * as it is. Either way the lines to go on by are written.
 * @returns the exit status.
 */
export async function bringUp(order: Order, write: (line: string) => void): Promise<number> {
  const { options } = order;
  const display = openDisplay(process.stdout, { quiet: options.quiet && !options.verbose });
  const run = openRun({ display, verbose: options.verbose });
  try {
    const found = await findWorld(run, order);
    const world = found?.world ?? (await makeWorld(run, order));
    await (found ? run.close() : run.leave());
    for (const line of worldLines(world)) write(line);
    return 0;
  } catch (error) {
    await run.close();
    return tellFailure(run, error, { verbose: options.verbose });
  }
}

/** Makes a world for what is asked for, with Fleet installed, that further runs find until this one is closed or left. */
export async function makeWorld(run: OpenRun, order: Order): Promise<KeptWorld> {
  const prepared = await prepare(run, await planRun(run, order), order.options);
  await installFirst(run, prepared);
  if (run.signal.aborted) throw interrupted();
  const world = keptWorldOf(prepared, { asked: order.options, startedAt: run.startedAt });
  writeKeptWorld(world);
  return world;
}

function interrupted(): HarnessError {
  return new HarnessError('interrupted', {
    message: 'interrupted while bringing up a world',
    cure: 'Run it again',
  });
}

/** Installs Fleet as the first run wants it: in each upstream as its first pair's first phase does. */
async function installFirst(run: OpenRun, { handle }: Prepared): Promise<void> {
  await Promise.all(
    handle.plan.upstreams.map(async upstream => {
      const pair = handle.plan.pairs.find(one => one.upstream === upstream && one.phases.length > 0);
      const phase = pair?.phases[0];
      if (pair && phase) await openSite(run, handle, upstream).enter(pair, phase);
    }),
  );
}
