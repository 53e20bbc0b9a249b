import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';
import { asHarnessError, exitStatusOf } from '../../helpers/process/errors.ts';
import { exitStatus } from '../../helpers/report/exitStatus.ts';
import { table } from '../../helpers/report/table.ts';
import { terminalColours } from '../../helpers/report/terminalColours.ts';
import { writeResults } from '../../helpers/report/write.ts';
import { families } from '../../scenarios/index.ts';
import type { RunOptions } from '../options.ts';
import { selectScenarios } from '../plan/plan.ts';
import { resultsOf } from '../results.ts';
import type { RunHandle } from '../run/handle.ts';
import { openRun } from '../run/open.ts';
import { prepare } from '../run/prepare.ts';
import { VerdictReporter } from '../verdictReporter.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The command may be called from any folder. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs scenarios and reports.
 * @returns the exit status: 0 green, 1 red, 2 wrong use, 3 no verdict, 130 interrupted.
 */
export async function runCommand(options: RunOptions, write: (line: string) => void): Promise<number> {
  const scenarios = selectScenarios(families, options);
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
    await run.close();
    write('');
    write(table(written.results, { colours: terminalColours() }));
    write(
      `Results: ${relative(process.cwd(), written.latest ?? run.resultsDir)} (report.html, verdicts.json, junit.xml, summary.md)`,
    );
    return exitStatus(written.results.verdicts, { staleRecords: options.staleRecords, interrupted });
  } catch (error) {
    const failure = asHarnessError(error);
    write(failure.line);
    return run.signal.aborted ? 130 : exitStatusOf(failure);
  } finally {
    await run.close();
  }
}

/** Hands the prepared run to vitest, which plays the specs of `e2e/`. */
async function playAll(handle: RunHandle, reporter: VerdictReporter, signal: AbortSignal): Promise<void> {
  const own = SIGNALS.map(name => process.listeners(name));
  const vitest = await createVitest({
    root: ROOT,
    project: ['e2e'],
    run: true,
    watch: false,
    reporters: [reporter],
  });
  // vitest ends the process at a signal; here the run has to be cleaned up first.
  SIGNALS.forEach((name, at) => {
    for (const listener of process.listeners(name)) {
      if (!own[at]?.includes(listener)) process.off(name, listener);
    }
  });
  vitest.provide('run', handle);
  signal.addEventListener('abort', () => vitest.cancelCurrentRun('keyboard-input'), { once: true });
  try {
    if (!signal.aborted) await vitest.start();
  } finally {
    await vitest.close();
    // vitest sets it for a failed test; here the verdicts decide.
    process.exitCode = undefined;
  }
}
