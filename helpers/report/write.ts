import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { redactDeep } from '../evidence/redact.ts';
import { HarnessError } from '../process/errors.ts';
import { junit } from './junit.ts';
import { reportPage } from './page/report.ts';
import { noticeOf, type Results } from './results.ts';
import { summary } from './summary.ts';

/** What was written. */
export interface Written {
  /** The results as they were written: redacted. What is shown elsewhere is made from these. */
  results: Results;
  /** `results/latest`, or undefined where the file system has no symbolic links or something else has that name. */
  latest: string | undefined;
}

/**
 * Writes `verdicts.json`, `report.html`, `junit.xml` and `summary.md` into the run's results folder and points
 * `latest` beside it to it. This is the one gate through which results reach the disk: every text passes through the
 * redactor before any format is made. Each file appears whole or not at all.
 * @param resultsDir `results/<run-id>`, created when missing.
 * @throws HarnessError `config` when the folder cannot be written, `disk-full` when the disk is.
 */
export async function writeResults(results: Results, resultsDir: string): Promise<Written> {
  const redacted = redactDeep(results);
  const notice = noticeOf(redacted);
  const { schema, ...rest } = redacted;
  const safe: Results = { schema, ...(notice !== undefined && { notice }), ...rest };
  try {
    await mkdir(resultsDir, { recursive: true });
    await writeWhole(join(resultsDir, 'verdicts.json'), `${JSON.stringify(safe, null, 2)}\n`);
    await writeWhole(join(resultsDir, 'summary.md'), summary(safe));
    await writeWhole(join(resultsDir, 'junit.xml'), junit(safe));
    await writeWhole(join(resultsDir, 'report.html'), reportPage(safe));
  } catch (error) {
    throw unwritable(resultsDir, error);
  }
  return { results: safe, latest: await pointLatest(resultsDir) };
}

async function writeWhole(file: string, content: string): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await writeFile(partial, content);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Replaced by a rename, so that `latest` exists at every moment; relative, so that the folder can be moved. */
async function pointLatest(resultsDir: string): Promise<string | undefined> {
  const latest = join(dirname(resultsDir), 'latest');
  const next = `${latest}.${basename(resultsDir)}`;
  try {
    await rm(next, { force: true });
    await symlink(basename(resultsDir), next, 'dir');
    await rename(next, latest);
    return latest;
  } catch {
    await rm(next, { force: true }).catch(() => undefined);
    return undefined;
  }
}

function unwritable(resultsDir: string, error: unknown): HarnessError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new HarnessError('disk-full', {
      message: `no space left to write the results into ${resultsDir}`,
      cure: 'Free some space, or choose another folder for the results',
      cause: error,
    });
  }
  return new HarnessError('config', {
    message: `cannot write the results into ${resultsDir} (${code})`,
    cure: 'Make the folder writable for this user, or choose another folder for the results',
    cause: error,
  });
}
