import { setTimeout as delay } from 'node:timers/promises';
import { getContainerRuntimeClient } from 'testcontainers';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { OpenRun } from './open.ts';

const EVERY_MS = 5_000;

/** So many refusals in a row: a daemon that keeps its containers may be started again within seconds. */
const REFUSALS = 4;

/**
 * Abandons a run whose Docker daemon has died: no cluster can be reached without it, and what waits for one would wait
 * for minutes. One that has not answered yet is not watched, and one that only hangs may wake up again.
 * @returns ends the watch.
 */
export function watchDaemon(
  { abandon }: Pick<OpenRun, 'abandon'>,
  { ask = askDaemon, everyMs = EVERY_MS } = {},
): () => void {
  const over = new AbortController();
  void watch(over.signal);
  return () => over.abort();

  async function watch(signal: AbortSignal): Promise<void> {
    let answered = false;
    let refusals = 0;
    while (await passes(everyMs, signal)) {
      const answers = await ask();
      answered ||= answers;
      refusals = answers ? 0 : refusals + 1;
      if (!answered || refusals < REFUSALS) continue;
      return abandon(
        new HarnessError('docker-unavailable', {
          message: 'the Docker daemon has died, and the clusters cannot be reached any more',
          cure: 'Remove what is left with `fleet-tls down`, and run it again',
        }),
      );
    }
  }
}

async function askDaemon(): Promise<boolean> {
  try {
    const { dockerode } = (await getContainerRuntimeClient()).container;
    await dockerode.ping();
    return true;
  } catch {
    return false;
  }
}

/** Whether the time went by without an end of the watch. */
async function passes(ms: number, signal: AbortSignal): Promise<boolean> {
  return delay(ms, true, { signal, ref: false }).catch(() => false);
}
