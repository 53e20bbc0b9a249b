import { asHarnessError } from '../../helpers/process/errors.ts';
import type { OpenRun } from '../run/open.ts';
import type { Order, Prepared, ReadyRun } from '../run/prepare.ts';
import { keptWorldOf, writeKeptWorld } from './keptWorld.ts';

/** How a run ends. */
export interface Ending {
  /** As far as it came. */
  ready?: ReadyRun | Prepared;
  /** Whether the world that it made for itself stays up. */
  keeps: boolean;
  /** Whether something stands in its world that is to be looked at. */
  standing: boolean;
}

/** Ends a run: what it made for itself goes, unless that is kept; a world that was up before stays up in any case. */
export async function leaveWorld(
  run: OpenRun,
  { options }: Pick<Order, 'options'>,
  { ready, keeps, standing }: Ending,
): Promise<void> {
  const wasUp = ready?.world !== undefined;
  if (run.signal.aborted || !(wasUp || keeps)) return run.close();
  if (ready !== undefined && !standing) await clear(run, ready);
  if (wasUp) return run.close();
  if (ready !== undefined && 'chosen' in ready)
    writeKeptWorld(keptWorldOf(ready, { asked: options, startedAt: run.startedAt }));
  run.leave();
}

/** What cannot be cleared now does not change what the run found; the next one proves that it is gone. */
async function clear(run: OpenRun, { handle }: ReadyRun): Promise<void> {
  try {
    const { beginClearing } = await import('./clear.ts');
    await beginClearing(run, handle);
  } catch (error) {
    run.progress.warn(asHarnessError(error).message);
  }
}
