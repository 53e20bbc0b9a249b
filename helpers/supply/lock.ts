import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { HarnessError } from '../process/errors.ts';
import { isAlive, processStart } from '../process/liveness.ts';
import { poll } from '../process/poll.ts';

/** Who holds a lock. */
interface Holder {
  pid: number;
  processStart: string;
}

const WAIT_MS = 60 * 60_000;

/**
 * Runs `work` while no other call, of this process or of another, holds the lock file, so that nothing is built twice
 * at once. The lock of a process that died is taken over.
 * @throws HarnessError `wait-expired` after an hour, `interrupted` when the signal fires while waiting, `config` when
 *   the folder cannot be written to.
 */
export async function withLock<T>(file: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  await poll({ what: `whoever builds the same (${file})`, deadlineMs: WAIT_MS, signal }, async () =>
    tryLock(file) ? { done: true, value: undefined } : { done: false, saw: `held by ${holderOf(file)?.pid}` },
  );
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  const own: Holder = { pid: process.pid, processStart: processStart(process.pid) ?? '' };
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
    linkSync(draft, file); // unlike a write, a link shows nobody a lock that names no holder yet
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw notWritable(file, error);
  } finally {
    rmSync(draft, { force: true });
  }
  const holder = holderOf(file);
  if (holder && !isAlive(holder)) bury(file);
  return false;
}

/** Moves the lock of a dead process away; of several that try, one succeeds. */
function bury(file: string): void {
  const grave = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, grave);
    rmSync(grave);
  } catch {
    // another run was faster
  }
}

function holderOf(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function notWritable(file: string, cause: unknown): HarnessError {
  return new HarnessError('config', {
    message: `the cache folder ${dirname(file)} cannot be written to`,
    cure: 'Name another one with FLEET_TLS_CACHE',
    cause,
  });
}
