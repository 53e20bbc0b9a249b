import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../helpers/process/run.ts';
import { cacheFolder } from '../../helpers/supply/cacheFolder.mjs';

/** Where one run keeps all that it has: what it leaves is found there. */
export interface Room {
  /** Also what its processes are known by: each has it in its environment. */
  folder: string;
  cache: string;
  results: string;
  tmp: string;
  /** The folder of cached artefacts, which it shares with all other runs. */
  artefacts: string;
}

/** Megabytes of a small disk: enough for a run, with the archives of images on their way to the nodes, and soon filled. */
const SMALL_DISK_MB = 1024;

/** Makes a room, upon a small disk of its own where one is wanted. */
export async function makeRoom({ smallDisk }: { smallDisk: boolean }): Promise<Room> {
  const folder = mkdtempSync(join(tmpdir(), 'ftls-ends-'));
  if (smallDisk) await run('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK_MB}m`, 'ftls-ends', folder]);
  const [cache, results, tmp] = ['cache', 'results', 'tmp'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const made of [cache, results, tmp]) mkdirSync(made, { mode: 0o700 });
  // What is cached for good is not made anew for each; the rest is the room's own.
  for (const shared of ['artefacts', 'public-ca']) {
    mkdirSync(join(cacheFolder(), shared), { recursive: true });
    symlinkSync(join(cacheFolder(), shared), join(cache, shared));
  }
  return { folder, cache, results, tmp, artefacts: join(cacheFolder(), 'artefacts') };
}

/** The environment of whatever runs in a room. */
export function environmentOf({ cache, tmp }: Room): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...env } = process.env;
  return { ...env, FLEET_TLS_CACHE: cache, TMPDIR: tmp, NO_COLOR: '1', CI: '1' };
}

/** Removes a room, and its disk. */
export async function removeRoom({ folder }: Room, { smallDisk }: { smallDisk: boolean }): Promise<void> {
  if (smallDisk) await run('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
}
