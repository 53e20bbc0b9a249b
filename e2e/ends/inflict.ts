import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readOwnDaemon } from '../../helpers/supply/docker/own-daemon.ts';
import type { EndName } from './ends.ts';
import type { Room } from './room.ts';

/** What is ended. */
interface Target {
  pid: number;
  room: Room;
}

/** Brings an end about. */
export function inflict(end: EndName, target: Target): void {
  inflictions[end](target);
}

const inflictions: Record<EndName, (target: Target) => void> = {
  sigint: ({ pid }) => process.kill(-pid, 'SIGINT'),
  sigterm: ({ pid }) => process.kill(pid, 'SIGTERM'),
  sigkill: ({ pid }) => process.kill(pid, 'SIGKILL'),
  daemon: ({ room }) => {
    const daemon = readOwnDaemon(room.cache);
    if (daemon !== undefined) process.kill(daemon.pid, 'SIGKILL');
  },
  disk: ({ room }) => fillDisk(room.folder),
};

/** Writes until nothing more can be written, in ever smaller pieces. */
function fillDisk(folder: string): void {
  const file = openSync(join(folder, 'filler'), 'w');
  for (let size = 1 << 20; size >= 1; size >>= 4) {
    while (fits(file, size));
  }
  closeSync(file);
}

function fits(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch {
    return false;
  }
}

/** Why an end cannot be brought about on this machine; undefined where it can. */
export function impossible(
  end: EndName,
  { root, daemonWasThere }: { root: boolean; daemonWasThere: boolean },
): string | undefined {
  if (end === 'disk' && !root) return 'a small disk can only be mounted as root';
  if (end === 'daemon' && daemonWasThere)
    return 'the Docker daemon of this machine was there before, and is not ours to kill';
  return undefined;
}
