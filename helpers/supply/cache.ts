import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../process/context.ts';
import { processStart } from '../process/liveness.ts';
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
  const scratch = join(context.cacheDir, 'scratch');
  mkdirSync(scratch, { recursive: true });
  for (const left of readdirSync(scratch)) {
    if (!processStart(Number.parseInt(left, 10)))
      rmSync(join(scratch, left), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(scratch, `${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
