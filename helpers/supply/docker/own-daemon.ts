import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../process/liveness.ts';
import type { DaemonPlace } from './place.ts';

/** The daemon that the harness started, as noted in the cache folder: any later run must know it for its own. */
export interface OwnDaemon {
  schema: 1;
  pid: number;
  processStart: string;
  place: DaemonPlace;
  /** Whether it stays when the last run has ended. */
  keep: boolean;
}

/** The folder of the harness's daemon below the cache folder: its record, its log, the runtime wrapper. */
export function daemonFolder(cacheDir: string): string {
  return join(cacheDir, 'docker');
}

/** The daemon that this or another run started and that still lives. */
export function readOwnDaemon(cacheDir: string): OwnDaemon | undefined {
  const daemon = readRecord(cacheDir);
  return daemon && isAlive(daemon) ? daemon : undefined;
}

/** Whether the daemon that this or another run started ended without being stopped: what it kept is still there. */
export function ownDaemonDied(cacheDir: string): boolean {
  const daemon = readRecord(cacheDir);
  return daemon !== undefined && !isAlive(daemon);
}

function readRecord(cacheDir: string): OwnDaemon | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(cacheDir), 'utf8')) as OwnDaemon;
  } catch {
    return undefined;
  }
}

/** Notes the daemon for later runs. */
export function writeOwnDaemon(cacheDir: string, daemon: OwnDaemon): void {
  writeFileSync(recordFile(cacheDir), `${JSON.stringify(daemon, null, 2)}\n`, { mode: 0o600 });
}

/** Forgets a daemon that is gone. */
export function forgetOwnDaemon(cacheDir: string): void {
  rmSync(recordFile(cacheDir), { force: true });
}

function recordFile(cacheDir: string): string {
  return join(daemonFolder(cacheDir), 'daemon.json');
}
