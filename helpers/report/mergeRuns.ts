import { existsSync } from 'node:fs';
import { cp, lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HarnessError } from '../process/errors.ts';
import { makeFolder } from '../process/makeFolder.ts';
import { mergedEvidence, mergeResults } from './merge.ts';
import { readResults, resultsFolder } from './read.ts';
import type { Results } from './results.ts';
import { unwritable, writeResults } from './write.ts';

/**
 * Joins the results of several runs in a folder of their own, with the evidence that is there.
 * @param runs their results folders, or their `verdicts.json`.
 * @param resultsDir created when missing.
 * @returns the merged results as they were written.
 * @throws HarnessError `config` when one cannot be read, they do not belong together, or the folder cannot be written;
 *   `usage` when the folder is one of theirs.
 */
export async function mergeRuns(runs: readonly string[], resultsDir: string): Promise<Results> {
  const read = await Promise.all(
    runs.map(async run => ({ folder: await resultsFolder(run), results: await readResults(run) })),
  );
  if (read.some(({ folder }) => resolve(folder) === resolve(resultsDir))) {
    throw new HarnessError('usage', {
      message: `${resultsDir} holds one of the runs that are to be merged`,
      cure: 'Choose a folder of its own for the merged results',
    });
  }
  const merged = mergeResults(
    read.map(({ folder, results }) => (hasEvidence(folder) ? results : withoutEvidence(results))),
  );
  try {
    makeFolder(resultsDir);
    for (const { folder, results } of read.filter(({ folder }) => hasEvidence(folder)))
      await cp(join(folder, 'evidence'), join(resultsDir, mergedEvidence(results.run.id)), {
        recursive: true,
        // A link of somebody else's results would lead to files of this machine.
        filter: async source => !(await lstat(source)).isSymbolicLink(),
      });
  } catch (error) {
    throw unwritable(resultsDir, error);
  }
  return writeResults(merged, resultsDir);
}

function hasEvidence(folder: string): boolean {
  return existsSync(join(folder, 'evidence'));
}

/** A link to what nobody brought along would lead nowhere. */
function withoutEvidence(results: Results): Results {
  return { ...results, verdicts: results.verdicts.map(({ evidence: _, ...judged }) => judged) };
}
