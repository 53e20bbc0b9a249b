import { join } from 'node:path';
import type { Context } from '../../helpers/process/context.ts';
import { Ledger } from '../../helpers/process/ledger.ts';
import { EventProgress, type Span } from '../../helpers/process/progress.ts';
import { commandEvents } from './commandEvents.ts';
import type { RunHandle } from './handle.ts';
import { interruptionOf } from './interruption.ts';
import { retryEvents } from './retryEvents.ts';
import { eventsToCommand } from './workerEvents.ts';

/** The run's context in one of vitest's workers. */
export interface WorkerContext extends Context {
  /** The steps that ended since the last call. */
  takeSpans(): Span[];
}

/** Makes the run's context in a worker. What a worker creates lies inside the run's clusters and goes with them. */
export function workerContext(run: RunHandle): WorkerContext {
  const { runId, resultsDir, privateDir, cacheDir } = run;
  const show = eventsToCommand(runId);
  const progress = new EventProgress(show);
  commandEvents(show);
  retryEvents(show);
  let taken = 0;
  return {
    runId,
    resultsDir,
    privateDir,
    cacheDir,
    signal: interruptionOf(runId),
    progress,
    ledger: new Ledger(join(privateDir, 'worker-ledger.json'), runId),
    takeSpans: () => {
      const spans = progress.spans.slice(taken);
      taken = progress.spans.length;
      return spans;
    },
  };
}
