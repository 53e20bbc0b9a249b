import { join } from 'node:path';
import { HarnessError } from '../../helpers/process/errors.ts';
import { exitStatus } from '../../helpers/report/exitStatus.ts';
import { mergeRuns } from '../../helpers/report/mergeRuns.ts';
import { readResults, resultsFolder } from '../../helpers/report/read.ts';
import { table } from '../../helpers/report/table.ts';
import { terminalColours } from '../../helpers/report/terminalColours.ts';
import { writeReports } from '../../helpers/report/write.ts';
import { terminalWidth } from '../terminalWidth.ts';

/** What is reported, and where to. */
export interface ReportFlags {
  /** The runs become one. */
  merge?: boolean;
  /** The folder of the merged results. */
  out?: string;
}

/**
 * Makes the reports of a run again, or those of several runs as one.
 * @returns the exit status: 0, and of merged runs what one run that judged all of it would have ended with.
 * @throws HarnessError `usage`, and `config` when there are no such results
 */
export async function reportCommand(
  runs: readonly string[],
  { merge = false, out }: ReportFlags,
  write: (line: string) => void,
): Promise<number> {
  if (merge) return reportMerged(runs, out, write);
  const [run, ...others] = runs;
  if (run === undefined || others.length > 0 || out !== undefined) {
    throw new HarnessError('usage', {
      message: 'without --merge the reports of one run are made again, in its own folder',
      cure: 'Join several runs with: fleet-tls report --merge <run> <run> --out <folder>',
    });
  }
  const folder = await resultsFolder(run);
  await writeReports(await readResults(run), folder);
  write(`Written: ${join(folder, 'report.html')}, junit.xml, summary.md`);
  return 0;
}

async function reportMerged(
  runs: readonly string[],
  out: string | undefined,
  write: (line: string) => void,
): Promise<number> {
  if (out === undefined) {
    throw new HarnessError('usage', {
      message: '--merge wants a folder for what becomes of the runs',
      cure: 'As in: fleet-tls report --merge results/a results/b --out results/both',
    });
  }
  const merged = await mergeRuns(runs, out);
  write(table(merged, { colours: terminalColours(), width: terminalWidth() }));
  write(`Results: ${out} (report.html, verdicts.json, junit.xml, summary.md)`);
  const { staleRecords, interrupted = false } = merged.run;
  return exitStatus(merged.verdicts, { staleRecords, interrupted });
}
