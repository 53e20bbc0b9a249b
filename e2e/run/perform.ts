import { openDisplay } from '../../helpers/process/display/display.ts';
import type { Results } from '../../helpers/report/results.ts';
import { pointLatest, writeResults } from '../../helpers/report/write.ts';
import { families } from '../../scenarios/index.ts';
import { enterWorld } from '../keep/enter.ts';
import { findWorld } from '../keep/find.ts';
import { leaveWorld } from '../keep/leave.ts';
import { isWorthALook } from '../play/worthALook.ts';
import { resultsOf } from '../results.ts';
import { type Told, VerdictReporter } from '../verdictReporter.ts';
import { watchDaemon } from './daemonWatch.ts';
import { startMeter } from './meter.ts';
import { abandonedFor, type OpenRun, openRun } from './open.ts';
import { playAll } from './playAll.ts';
import { type Order, type PlannedRun, planRun, prepare, type ReadyRun } from './prepare.ts';
import { tellFailure } from './tellFailure.ts';
import { untilInterrupted } from './untilInterrupted.ts';

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
  const endWatch = watchDaemon(run);
  const begun: Begun = { keeps: false, told: { verdicts: [], spans: [] } };
  try {
    const planned = await untilInterrupted(
      run.signal,
      () => play(run, order, begun),
      () => begun.planned,
    );
    const { ready, keeps, told, meter } = begun;
    const abandoned = abandonedFor(run.signal);
    const interrupted = run.signal.aborted && abandoned === undefined;
    const results = resultsOf({
      ...planned,
      runId: run.runId,
      startedAt: run.startedAt,
      endedAt: Date.now(),
      staleRecords: options.staleRecords,
      interrupted,
      ...(abandoned && { abandoned: abandoned.line }),
      ...(meter && { cost: await meter.stop() }),
      retries: run.retries,
      families,
      told: { ...told, spans: [...run.progress.spans, ...told.spans] },
    });
    const written = await writeResults(results, run.resultsDir);
    const latest = await pointLatest(run.resultsDir);
    const worthALook = written.verdicts.filter(verdict => isWorthALook(verdict, options.staleRecords));
    const standing = options.keep && worthALook.length > 0;
    await leaveWorld(run, order, { ...(ready && { ready }), keeps, standing });
    const status = conclude({ results: written, folder: latest ?? run.resultsDir, interrupted });
    if (options.keep && !run.signal.aborted && ready) {
      const { linesToLook } = await import('../keep/linesToLook.ts');
      (await linesToLook(ready.handle, worthALook)).forEach(write);
    }
    return status;
  } catch (error) {
    const { ready, keeps } = begun;
    await leaveWorld(run, order, { ...(ready && { ready }), keeps, standing: options.keep });
    const status = tellFailure(run, error, { verbose: options.verbose });
    if (keeps && !run.signal.aborted) (await linesAfterFailure(run, ready)).forEach(write);
    return status;
  } finally {
    endWatch();
  }
}

/** How far a run came. */
interface Begun {
  /** Once it is known what it plays. */
  planned?: PlannedRun;
  ready?: ReadyRun;
  /** Whether the world that it makes for itself stays up. */
  keeps: boolean;
  told: Told;
  meter?: ReturnType<typeof startMeter>;
}

/** Brings the run up and plays it; gives what it played. */
async function play(run: OpenRun, order: Order, begun: Begun): Promise<PlannedRun> {
  const { options } = order;
  const found = await findWorld(run, order);
  begun.keeps = options.keep && found === undefined;
  begun.meter = startMeter({ world: found?.world.id ?? run.runId, wasUp: found !== undefined });
  const reporter = new VerdictReporter(run.progress);
  begun.told = reporter.told;
  let bringingUp: Promise<ReadyRun>;
  if (found) {
    bringingUp = enterWorld(run, found, options);
  } else {
    const chosen = await planRun(run, order);
    begun.planned = chosen.planned;
    bringingUp = prepare(run, chosen, options);
  }
  const handle = bringingUp.then(ready => {
    begun.ready = ready;
    begun.planned = ready;
    return ready.handle;
  });
  await playAll(handle, reporter, run);
  return bringingUp;
}

/** What came up is kept also where it did not come up whole: then to be looked at alone. */
async function linesAfterFailure({ privateDir }: OpenRun, ready: ReadyRun | undefined): Promise<string[]> {
  if (ready !== undefined) {
    const { linesToLook } = await import('../keep/linesToLook.ts');
    return linesToLook(ready.handle, []);
  }
  return [
    `kept as far as it came up; look at it with: export KUBECONFIG=$(ls ${privateDir}/*.kubeconfig | paste -sd:)`,
    'and remove it with: npm run fleet-tls -- down',
  ];
}
