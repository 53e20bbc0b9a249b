import { relative } from 'node:path';
import { inspect } from 'node:util';
import { redact } from '../../helpers/evidence/redact.ts';
import { asHarnessError, exitStatusOf } from '../../helpers/process/errors.ts';
import { exitStatus } from '../../helpers/report/exitStatus.ts';
import { table } from '../../helpers/report/table.ts';
import { terminalColours } from '../../helpers/report/terminalColours.ts';
import { writeResults } from '../../helpers/report/write.ts';
import { families } from '../../scenarios/index.ts';
import type { RunOptions } from '../options.ts';
import { checkRequest } from '../plan/request.ts';
import { selectScenarios } from '../plan/select.ts';
import { resultsOf } from '../results.ts';
import { type OpenRun, openRun } from '../run/open.ts';
import { playAll } from '../run/playAll.ts';
import { prepare } from '../run/prepare.ts';
import { VerdictReporter } from '../verdictReporter.ts';

/**
 * Runs scenarios and reports.
 * @returns the exit status: 0 green, 1 red, 2 wrong use, 3 no verdict, 130 interrupted.
 */
export async function runCommand(options: RunOptions, write: (line: string) => void): Promise<number> {
  const scenarios = selectScenarios(families, options);
  checkRequest(options);
  const run = openRun({ resultsRoot: options.results, write });
  try {
    const prepared = await prepare(run, scenarios, options);
    const reporter = new VerdictReporter(run.progress);
    await playAll(prepared.handle, reporter, run.signal);
    const interrupted = run.signal.aborted;
    const results = resultsOf({
      ...prepared,
      runId: run.runId,
      startedAt: run.startedAt,
      endedAt: Date.now(),
      staleRecords: options.staleRecords,
      interrupted,
      families,
      scenarios,
      told: { ...reporter.told, spans: [...run.progress.spans, ...reporter.told.spans] },
    });
    const written = await writeResults(results, run.resultsDir);
    await end(run, options, write);
    write('');
    write(table(written.results, { colours: terminalColours() }));
    write(
      `Results: ${relative(process.cwd(), written.latest ?? run.resultsDir)} (report.html, verdicts.json, junit.xml, summary.md)`,
    );
    return exitStatus(written.results.verdicts, { staleRecords: options.staleRecords, interrupted });
  } catch (error) {
    const failure = asHarnessError(error);
    await end(run, options, write);
    write(failure.line);
    if (options.verbose) write(redact(inspect(failure)));
    return run.signal.aborted ? 130 : exitStatusOf(failure);
  }
}

/** Cleans up, or says how to look at what was kept. */
async function end(run: OpenRun, { keep }: RunOptions, write: (line: string) => void): Promise<void> {
  if (!keep || run.signal.aborted) return run.close();
  write(
    `kept as asked; look at it with: export KUBECONFIG=$(ls ${run.privateDir}/*.kubeconfig | paste -sd:)`,
  );
  write('and remove it with: npm run fleet-tls -- down');
}
