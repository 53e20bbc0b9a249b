import { releaseLock, takeLock } from '../process/lock.ts';
import { poll } from '../process/poll.ts';

const WAIT_MS = 60 * 60_000;

/**
 * Runs `work` while no other call, of this process or of another, holds the lock file, so that nothing is built twice
 * at once. The lock of a process that died is taken over.
 * @throws HarnessError `wait-expired` after an hour, `interrupted` when the signal fires while waiting, `config` when
 *   the folder cannot be written to.
 */
export async function withLock<T>(file: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  await poll({ what: `whoever builds the same (${file})`, deadlineMs: WAIT_MS, signal }, async () => {
    const holder = takeLock(file, 'building');
    return holder === undefined
      ? { done: true, value: undefined }
      : { done: false, saw: `held by ${holder.pid}` };
  });
  try {
    return await work();
  } finally {
    releaseLock(file);
  }
}
