import { HarnessError } from '../../process/errors.ts';
import { isAlive } from '../../process/liveness.ts';
import { poll } from '../../process/poll.ts';
import { run } from '../../process/run.ts';
import { askDaemon } from './facts.ts';
import { forgetOwnDaemon, type OwnDaemon, readOwnDaemon } from './own-daemon.ts';
import { dockerArgs } from './place.ts';

/** What became of the harness's daemon. */
export type StopOutcome =
  | { stopped: true }
  | {
      stopped: false;
      why:
        | 'none of ours runs'
        | 'kept'
        | 'another run uses it'
        | 'a world is up in it'
        | 'containers run in it';
    };

/** What speaks for and against stopping the daemon. */
export interface StopOptions {
  cacheDir: string;
  /** Whether another living run may be using it. */
  othersLive: boolean;
  /** Whether a world was left up in it. */
  worldUp: boolean;
  /** Stops it also when its starter wished it kept. */
  evenIfKept?: boolean;
}

/**
 * Stops the daemon that the harness started, if nobody needs it any more; one that was there before is never ours.
 * @throws HarnessError `docker-unavailable` when it does not end.
 */
export async function stopOwnDaemon(options: StopOptions): Promise<StopOutcome> {
  const daemon = readOwnDaemon(options.cacheDir);
  if (!daemon) return { stopped: false, why: 'none of ours runs' };
  if (daemon.keep && !options.evenIfKept) return { stopped: false, why: 'kept' };
  if (options.othersLive) return { stopped: false, why: 'another run uses it' };
  if (options.worldUp) return { stopped: false, why: 'a world is up in it' };
  if (await keepsRunningContainers(daemon)) return { stopped: false, why: 'containers run in it' };
  await end(daemon);
  forgetOwnDaemon(options.cacheDir);
  return { stopped: true };
}

/** How long the container of a build's step may live on after its build was interrupted: Docker ends it by itself. */
const STEP_ENDS_MS = 10_000;

async function keepsRunningContainers(daemon: OwnDaemon): Promise<boolean> {
  try {
    await poll({ what: 'the end of its containers', deadlineMs: STEP_ENDS_MS, everyMs: 250 }, async () =>
      (await hasRunningContainers(daemon))
        ? { done: false, saw: 'some run' }
        : { done: true, value: undefined },
    );
    return false;
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'wait-expired') return true;
    throw error;
  }
}

async function hasRunningContainers(daemon: OwnDaemon): Promise<boolean> {
  if (!(await askDaemon(daemon.place)).answers) return false;
  const { stdout } = await run('docker', [...dockerArgs(daemon.place), 'ps', '--quiet']);
  return stdout.trim() !== '';
}

async function end(daemon: OwnDaemon): Promise<void> {
  process.kill(daemon.pid, 'SIGTERM');
  try {
    await poll({ what: 'the end of dockerd', deadlineMs: 60_000, everyMs: 100 }, async () =>
      isAlive(daemon) ? { done: false, saw: 'it still runs' } : { done: true, value: undefined },
    );
  } catch (error) {
    throw new HarnessError('docker-unavailable', {
      message: `the Docker daemon of this harness (pid ${daemon.pid}) does not end`,
      cure: `Run: kill -9 ${daemon.pid}`,
      cause: error,
    });
  }
}
