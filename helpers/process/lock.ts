import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { asHarnessError, HarnessError, isDiskFull } from './errors.ts';
import { isAlive, processStart } from './liveness.ts';
import { makeFolder } from './makeFolder.ts';

/** The process that holds a lock. */
export interface LockHolder {
  pid: number;
  /** When it started: a process id alone is used again. */
  processStart: string;
  /** What it holds the lock for. */
  purpose: string;
}

/**
 * Takes a lock file for this process, unless a living one holds it; that of a process that died is taken over.
 * @param purpose what for, as the others are told.
 * @returns who holds it already; undefined when it is taken now.
 * @throws HarnessError `config` when the folder cannot be written to.
 */
export function takeLock(file: string, purpose: string): LockHolder | undefined {
  const own: LockHolder = { pid: process.pid, processStart: processStart(process.pid) ?? '', purpose };
  while (!create(file, own)) {
    const holder = holderOf(file);
    if (holder === 'gone') continue; // given back between the two looks
    if (holder !== undefined && isAlive(holder)) return holder;
    bury(file);
  }
  return undefined;
}

/** Gives a lock back. */
export function releaseLock(file: string): void {
  rmSync(file, { force: true });
}

function create(file: string, own: LockHolder): boolean {
  const draft = `${file}.${process.pid}`;
  try {
    makeFolder(dirname(file));
    writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  } catch (error) {
    throw notWritable(file, error);
  }
  try {
    linkSync(draft, file); // unlike a write, a link shows nobody a lock that names no holder yet
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw notWritable(file, error);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves the lock of a dead process away, or what names no holder; of several that try, one succeeds. */
function bury(file: string): void {
  const grave = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, grave);
    rmSync(grave);
  } catch {
    // another process was faster
  }
}

/** Undefined where the file names none. */
function holderOf(file: string): LockHolder | 'gone' | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof holder === 'object' && holder !== null ? (holder as LockHolder) : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : undefined;
  }
}

function notWritable(file: string, cause: unknown): HarnessError {
  if (isDiskFull(cause)) return asHarnessError(cause);
  return new HarnessError('config', {
    message: `the cache folder ${dirname(file)} cannot be written to`,
    cure: 'Name another one with FLEET_TLS_CACHE',
    cause,
  });
}
