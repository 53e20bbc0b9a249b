import { inspect } from 'node:util';
import { redact } from '../../helpers/evidence/redact.ts';
import { openDisplay } from '../../helpers/process/display/display.ts';
import { asHarnessError, exitStatusOf } from '../../helpers/process/errors.ts';
import type { Results } from '../../helpers/report/results.ts';
import { pointLatest, writeResults } from '../../helpers/report/write.ts';
import { families } from '../../scenarios/index.ts';
import type { RunOptions } from '../options.ts';
import { resultsOf } from '../results.ts';
import { VerdictReporter } from '../verdictReporter.ts';
import { type OpenRun, openRun } from './open.ts';
import { playAll } from './playAll.ts';
import { type Order, prepare } from './prepare.ts';

/** A run that came to its end, or to its interruption, and is cleaned up. */
export interface Performed {
  /** As they were written: redacted. */
  results: Results;
  /** The folder of the results; `latest` where that points to it. */
  folder: string;
  interrupted: boolean;
}

/**
 * Performs a run from its opening to its clean-up.
 * @param conclude says what is to be said of the results, and gives the exit status.
 * @returns the exit status: what `conclude` gave, or that of what failed before there were results.
 */
export async function performRun(
  order: Order,
  write: (line: string) => void,
  conclude: (performed: Performed) => number,
): Promise<number> {
  const { scenarios, options } = order;
  const display = openDisplay(process.stdout, { quiet: options.quiet && !options.verbose });
  const run = openRun({ resultsRoot: options.results, display, verbose: options.verbose });
  try {
    const prepared = await prepare(run, order);
    const reporter = new VerdictReporter(run.progress, { plan: prepared.plan });
    await playAll(prepared.handle, reporter, run);
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
    const latest = await pointLatest(run.resultsDir);
    await end(run, options, write);
    return conclude({ results: written, folder: latest ?? run.resultsDir, interrupted });
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
  run.leave();
  write(
    `kept as asked; look at it with: export KUBECONFIG=$(ls ${run.privateDir}/*.kubeconfig | paste -sd:)`,
  );
  write('and remove it with: npm run fleet-tls -- down');
}
