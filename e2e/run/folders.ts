import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HarnessError } from '../../helpers/process/errors.ts';
import { cacheFolder } from '../../helpers/supply/cache.ts';

/** The folders of a run. */
export interface RunFolders {
  runId: string;
  resultsDir: string;
  privateDir: string;
  cacheDir: string;
}

/** Below the cache folder, each run has its private folder. */
export function runsFolder(cacheDir: string): string {
  return join(cacheDir, 'runs');
}

/** An id that sorts by time, fits into names and differs between runs that start at once: `1124-0655-3fa2`. */
export function newRunId(now: Date = new Date()): string {
  const [, month, day, hour, minute] = /-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(now.toISOString()) ?? [];
  return `${month}${day}-${hour}${minute}-${randomBytes(2).toString('hex')}`;
}

/**
 * Makes the folders of a new run.
 * @throws HarnessError `config` when one cannot be made.
 */
export function makeRunFolders(resultsRoot?: string): RunFolders {
  const runId = newRunId();
  const cacheDir = cacheFolder();
  const privateDir = join(runsFolder(cacheDir), runId);
  const resultsDir = resultsRoot === undefined ? join(privateDir, 'results') : resolve(resultsRoot, runId);
  const folders = { runId, cacheDir, resultsDir, privateDir };
  try {
    mkdirSync(privateDir, { recursive: true, mode: 0o700 });
    mkdirSync(resultsDir, { recursive: true });
  } catch (cause) {
    throw new HarnessError('config', {
      message: `the run's folders cannot be made: ${(cause as Error).message}`,
      cure: 'Choose writable ones with --results and FLEET_TLS_CACHE',
      cause,
    });
  }
  return folders;
}
