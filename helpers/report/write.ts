import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { redactDeep } from '../evidence/redact.ts';
import { HarnessError, isDiskFull } from '../process/errors.ts';
import { makeFolder } from '../process/makeFolder.ts';
import { junit } from './junit.ts';
import { reportPage } from './page/report.ts';
import { noticeOf, type Results } from './results.ts';
import { summary } from './summary.ts';

/**
 * Writes `verdicts.json`, `report.html`, `junit.xml` and `summary.md` into the run's results folder. This is the one
 * gate through which results reach the disk: every text passes through the redactor before any format is made. Each
 * file appears whole or not at all.
 * @param resultsDir `results/<run-id>`, created when missing.
 * @returns the results as they were written: redacted. What is shown elsewhere is made from these.
 * @throws HarnessError `config` when the folder cannot be written, `disk-full` when the disk is.
 */
export function writeResults(results: Results, resultsDir: string): Promise<Results> {
  return writeAs(results, resultsDir, { 'verdicts.json': asJson, ...REPORTS });
}

/** The same without `verdicts.json`: what can be made from it is made again. */
export function writeReports(results: Results, resultsDir: string): Promise<Results> {
  return writeAs(results, resultsDir, REPORTS);
}

const REPORTS = { 'summary.md': summary, 'junit.xml': junit, 'report.html': reportPage };

function asJson(results: Results): string {
  return `${JSON.stringify(results, null, 2)}\n`;
}

async function writeAs(
  results: Results,
  resultsDir: string,
  files: Record<string, (results: Results) => string>,
): Promise<Results> {
  const redacted = redactDeep(results);
  const notice = noticeOf(redacted);
  const { schema, ...rest } = redacted;
  const safe: Results = { schema, ...(notice !== undefined && { notice }), ...rest };
  try {
    makeFolder(resultsDir);
    for (const [name, format] of Object.entries(files))
      await writeWhole(join(resultsDir, name), format(safe));
  } catch (error) {
    throw unwritable(resultsDir, error);
  }
  return safe;
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

/**
 * Points `latest` beside a run's results folder to it. Replaced by a rename, so that `latest` exists at every moment;
 * relative, so that the folder can be moved.
 * @returns the link, or undefined where the file system has none or something else has that name.
 */
export async function pointLatest(resultsDir: string): Promise<string | undefined> {
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

/** What it means that something could not be written into a results folder. */
export function unwritable(resultsDir: string, error: unknown): HarnessError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (isDiskFull(error)) {
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
