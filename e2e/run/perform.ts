import { openDisplay } from '../../helpers/process/display/display.ts';
import type { Results } from '../../helpers/report/results.ts';
import { pointLatest, writeResults } from '../../helpers/report/write.ts';
import { families } from '../../scenarios/index.ts';
import { enterWorld } from '../keep/enter.ts';
import { findWorld } from '../keep/find.ts';
import { leaveWorld } from '../keep/leave.ts';
import { linesToLook } from '../keep/linesToLook.ts';
import { isWorthALook } from '../play/worthALook.ts';
import { resultsOf } from '../results.ts';
import { VerdictReporter } from '../verdictReporter.ts';
import { startMeter } from './meter.ts';
import { type OpenRun, openRun } from './open.ts';
import { playAll } from './playAll.ts';
import { type Order, prepare, type ReadyRun } from './prepare.ts';
import { tellFailure } from './tellFailure.ts';

/** A run that came to its end, or to its interruption, and is cleaned up. */
export interface Performed {
  /** As they were written: redacted. */
  results: Results;
  /** The folder of the results; `latest` where that points to it. */
  folder: string;
  interrupted: boolean;
}

/**
 * Performs a run from its opening to its clean-up, in the world that is up where one fits, else in one of its own.
 * @param conclude says what is to be said of the results, and gives the exit status.
 * @returns the exit status: what `conclude` gave, or that of what failed before there were results.
 */
export async function performRun(
  order: Order,
  write: (line: string) => void,
  conclude: (performed: Performed) => number,
): Promise<number> {
  const { options } = order;
  const display = openDisplay(process.stdout, { quiet: options.quiet && !options.verbose });
  const run = openRun({ resultsRoot: options.results, display, verbose: options.verbose });
  let ready: ReadyRun | undefined;
  /** Whether the world that it makes for itself stays up. */
  let keeps = false;
  try {
    const found = await findWorld(run, order);
    keeps = options.keep && found === undefined;
    const meter = startMeter({ world: found?.world.id ?? run.runId, wasUp: found !== undefined });
    ready = found ? await enterWorld(run, found, options) : await prepare(run, order);
    const reporter = new VerdictReporter(run.progress, { plan: ready.plan });
    await playAll(ready.handle, reporter, run);
    const interrupted = run.signal.aborted;
    const results = resultsOf({
      ...ready,
      runId: run.runId,
      startedAt: run.startedAt,
      endedAt: Date.now(),
      staleRecords: options.staleRecords,
      interrupted,
      cost: await meter.stop(),
      retries: run.retries,
      families,
      told: { ...reporter.told, spans: [...run.progress.spans, ...reporter.told.spans] },
    });
    const written = await writeResults(results, run.resultsDir);
    const latest = await pointLatest(run.resultsDir);
    const worthALook = written.verdicts.filter(verdict => isWorthALook(verdict, options.staleRecords));
    await leaveWorld(run, order, { ready, keeps, standing: options.keep && worthALook.length > 0 });
    const status = conclude({ results: written, folder: latest ?? run.resultsDir, interrupted });
    if (options.keep && !interrupted) (await linesToLook(ready.handle, worthALook)).forEach(write);
    return status;
  } catch (error) {
    await leaveWorld(run, order, { ...(ready && { ready }), keeps, standing: options.keep });
    const status = tellFailure(run, error, { verbose: options.verbose });
    if (keeps && !run.signal.aborted) (await linesAfterFailure(run, ready)).forEach(write);
    return status;
  }
}

/** What came up is kept also where it did not come up whole: then to be looked at alone. */
async function linesAfterFailure({ privateDir }: OpenRun, ready: ReadyRun | undefined): Promise<string[]> {
  if (ready !== undefined) return linesToLook(ready.handle, []);
  return [
    `kept as far as it came up; look at it with: export KUBECONFIG=$(ls ${privateDir}/*.kubeconfig | paste -sd:)`,
    'and remove it with: npm run fleet-tls -- down',
  ];
}
