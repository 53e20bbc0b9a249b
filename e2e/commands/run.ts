import { relative } from 'node:path';
import { annotations } from '../../helpers/report/annotations.ts';
import { exitStatus } from '../../helpers/report/exitStatus.ts';
import { table } from '../../helpers/report/table.ts';
import { terminalColours } from '../../helpers/report/terminalColours.ts';
import { families } from '../../scenarios/index.ts';
import type { RunOptions } from '../options.ts';
import { checkRequest } from '../plan/request.ts';
import { selectScenarios } from '../plan/select.ts';
import type { Performed } from '../run/perform.ts';
import { terminalWidth } from '../terminalWidth.ts';

/**
 * Runs scenarios and reports, several times where that is asked for.
 * @param said the options that somebody has set.
 * @returns the exit status: 0 green, 1 red, 2 wrong use, 3 no verdict, 130 interrupted.
 */
export async function runCommand(
  options: RunOptions,
  { said, write }: { said: readonly string[]; write: (line: string) => void },
): Promise<number> {
  const scenarios = selectScenarios(families, options);
  checkRequest(options);
  // What is asked for wrongly is told before all is loaded that a run needs.
  const { performRun } = await import('../run/perform.ts');
  const perform = (tell: (performed: Performed) => void): Promise<number> =>
    performRun({ scenarios, options, said }, write, performed => {
      const { results, interrupted } = performed;
      tell(performed);
      for (const line of onGitHub() ? annotations(results) : []) write(line);
      return exitStatus(results.verdicts, { staleRecords: options.staleRecords, interrupted });
    });
  if (options.repeat > 1) {
    const { performRepeatedly } = await import('../run/repeatedly.ts');
    return performRepeatedly({ times: options.repeat, resultsRoot: options.results }, perform, write);
  }
  return perform(({ results, folder }) => {
    write('');
    write(table(results, { colours: terminalColours(), width: terminalWidth() }));
    write(`Results: ${relative(process.cwd(), folder)} (report.html, verdicts.json, junit.xml, summary.md)`);
  });
}

/** GitHub sets it in every job. */
function onGitHub(): boolean {
  return process.env.GITHUB_ACTIONS === 'true';
}
