import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../process/context.ts';
import { type ListedProcess, listProcesses, processStart } from '../process/liveness.ts';
import { releaseLock, takeLock } from '../process/lock.ts';
import { poll } from '../process/poll.ts';
import { withLock } from './lock.ts';

/** What building needs of a run: no more than where the cache is, how to say what happens, and when to stop. */
export type BuildContext = Pick<Context, 'cacheDir' | 'signal' | 'progress'>;

/** What a cached folder is. */
export interface Artefact {
  /** What it is, as in `go-kubernetes`. */
  name: string;
  /** The key of the recipe that makes it. */
  key: string;
}

/**
 * The folder of a cached artefact, made by `make` when it is not there yet. It gets its name only once `make` has
 * succeeded: what an interrupted run leaves is never taken for an artefact.
 */
export async function cachedFolder(
  context: BuildContext,
  { name, key }: Artefact,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(context.cacheDir, 'artefacts', `${name}-${key}`);
  if (existsSync(folder)) return folder;
  return withLock(`${folder}.lock`, context.signal, async () => {
    if (existsSync(folder)) return folder; // made while we waited
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true });
    try {
      await make(part);
      renameSync(part, folder);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
    return folder;
  });
}

/** Calls `work` with a new empty folder in the cache, which is gone afterwards; those of dead processes go as well. */
export async function withScratch<T>(
  context: BuildContext,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  for (const left of deadScratch(context.cacheDir)) rmSync(left, { recursive: true, force: true });
  const scratch = join(context.cacheDir, 'scratch');
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, `${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Removes what killed runs left half made in the cache: locks, parts of artefacts and scratch folders, and ends what is
 * still at work there, a `docker build`, say. What a living process holds stays.
 * @returns what was removed.
 */
export async function removeHalfMade(cacheDir: string): Promise<string[]> {
  const scratch = deadScratch(cacheDir);
  await endWorkersIn(scratch);
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
  const artefacts = join(cacheDir, 'artefacts');
  const makings = new Set(namesIn(artefacts).flatMap(name => /^(.+)\.(?:lock|part)$/.exec(name)?.[1] ?? []));
  const removed = await Promise.all([...makings].map(name => removeMaking(join(artefacts, name))));
  return [...scratch, ...removed.flat()];
}

/** Removes what is left of the making of one artefact. */
async function removeMaking(artefact: string): Promise<string[]> {
  const lock = `${artefact}.lock`;
  const part = `${artefact}.part`;
  const found = [lock, part].filter(path => existsSync(path));
  if (takeLock(lock, 'its removal') !== undefined) return [];
  await endWorkersIn([part]);
  rmSync(part, { recursive: true, force: true });
  releaseLock(lock);
  return found;
}

/** Ends the processes that were called with such a folder: they outlive the run that did. */
async function endWorkersIn(folders: readonly string[]): Promise<void> {
  const isWorker = ({ args }: ListedProcess) =>
    args.some(arg => folders.some(folder => arg.includes(folder)));
  await poll(
    { what: 'the end of what a killed run had begun', deadlineMs: 30_000, everyMs: 100 },
    async () => {
      const workers = listProcesses().filter(isWorker);
      for (const { pid } of workers) {
        try {
          process.kill(pid, 'SIGTERM');
        } catch {
          // ended by itself in the meantime
        }
      }
      const saw = workers.map(({ args }) => args.join(' ')).join(', ');
      return workers.length > 0 ? { done: false, saw } : { done: true, value: undefined };
    },
  );
}

/** The scratch folders of processes that live no more. */
function deadScratch(cacheDir: string): string[] {
  const scratch = join(cacheDir, 'scratch');
  return namesIn(scratch)
    .filter(name => !processStart(Number.parseInt(name, 10)))
    .map(name => join(scratch, name));
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
