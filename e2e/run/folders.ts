import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { HarnessError } from '../../helpers/process/errors.ts';
import { makeFolder, removeEmpty } from '../../helpers/process/makeFolder.ts';
import { cacheFolder } from '../../helpers/supply/cacheFolder.mjs';

/** The folders of a run. */
export interface RunFolders {
  runId: string;
  resultsDir: string;
  privateDir: string;
  cacheDir: string;
  /** What was made of the results folder and of those above it, the outermost first. */
  made: string[];
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
 * Makes the folders of a new run: all of them or none.
 * @throws HarnessError `config` when one cannot be made.
 */
export function makeRunFolders(resultsRoot?: string): RunFolders {
  const runId = newRunId();
  const cacheDir = cacheFolder();
  const privateDir = join(runsFolder(cacheDir), runId);
  const resultsDir = resultsRoot === undefined ? join(privateDir, 'results') : resolve(resultsRoot, runId);
  let privates: string[] = [];
  try {
    privates = makeFolder(privateDir, { mode: 0o700 });
    return { runId, cacheDir, resultsDir, privateDir, made: makeFolder(resultsDir) };
  } catch (cause) {
    removeEmpty(privates);
    throw new HarnessError('config', {
      message: `the run's folders cannot be made: ${(cause as Error).message}`,
      cure: 'Choose writable ones with --results and FLEET_TLS_CACHE',
      cause,
    });
  }
}
