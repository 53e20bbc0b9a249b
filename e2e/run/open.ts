import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { redactDeep } from '../../helpers/evidence/redact.ts';
import type { Context } from '../../helpers/process/context.ts';
import type { Display } from '../../helpers/process/display/display.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { Ledger } from '../../helpers/process/ledger.ts';
import { removeEmpty } from '../../helpers/process/makeFolder.ts';
import { EventProgress, type ProgressEvent } from '../../helpers/process/progress.ts';
import { LEDGER_FILE } from '../../helpers/process/runs.ts';
import { commandEvents } from './commandEvents.ts';
import { makeRunFolders } from './folders.ts';
import { forwardInterruption } from './interruption.ts';
import { retryEvents } from './retryEvents.ts';
import { warningOfSecret } from './secretOnCommandLine.ts';
import { eventsFromWorkers } from './workerEvents.ts';

/** A run that is under way. */
export interface OpenRun extends Context {
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** What it did again so far, in whichever thread. */
  readonly retries: readonly RetryEvent[];
  /** Ends the run for what the machine did to it, as an interruption would; the signal's reason is then the error. */
  abandon(why: HarnessError): void;
  /** Undoes all that the run made, says what could not be undone, and leaves; safe to call twice. */
  close(): Promise<void>;
  /** Ends what the run holds in this process alone: its display, its signals. What it made stays. */
  leave(): void;
}

type RetryEvent = Extract<ProgressEvent, { kind: 'retried' }>;

/** What the machine did to a run that was abandoned for it; undefined where it was not. */
export function abandonedFor(signal: AbortSignal): HarnessError | undefined {
  return signal.reason instanceof HarnessError ? signal.reason : undefined;
}

/** What is shown only where it was asked for. */
const FOR_THE_CURIOUS: readonly ProgressEvent['kind'][] = ['ran', 'retried'];

/** What a run is opened with. */
export interface OpenRunOptions {
  /** The folder that gets the run's results folder; a run without results needs none. */
  resultsRoot?: string;
  /** Shows what happens; the run closes it. */
  display: Display;
  /** Each command that is run is shown, and whatever is done again. */
  verbose?: boolean;
}

/** Opens a run: its folders, its ledger, and SIGINT and SIGTERM turned into its abort signal. */
export function openRun({ resultsRoot, display, verbose = false }: OpenRunOptions): OpenRun {
  const { made, ...folders } = makeRunFolders(resultsRoot);
  const startedAt = Date.now();
  const retries: RetryEvent[] = [];
  const show = (event: ProgressEvent): void => {
    if (event.kind === 'retried') retries.push(event);
    const warning = event.kind === 'ran' ? warningOfSecret(event.command) : undefined;
    if (warning !== undefined) progress.warn(warning);
    if (verbose || !FOR_THE_CURIOUS.includes(event.kind)) display.show(redactDeep(event));
  };
  const progress = new EventProgress(show);
  const endings = [commandEvents(show), retryEvents(show), eventsFromWorkers(folders.runId, show)];
  const interruption = new AbortController();
  const ledger = new Ledger(join(folders.privateDir, LEDGER_FILE), folders.runId);
  const onSignal = (name: NodeJS.Signals): void => {
    if (interruption.signal.aborted) return;
    progress.warn(
      `${name}: stopping and cleaning up (a few seconds; \`fleet-tls down\` cleans up what a kill leaves)`,
    );
    interruption.abort();
  };
  const abandon = (why: HarnessError): void => {
    if (interruption.signal.aborted) return;
    progress.warn(why.line);
    interruption.abort(why);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  forwardInterruption(folders.runId, interruption.signal);
  let closed = false;
  const leave = (): void => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    for (const end of endings) end();
    display.close();
  };

  return {
    ...folders,
    startedAt,
    signal: interruption.signal,
    progress,
    retries,
    ledger,
    abandon,
    close: async () => {
      if (closed) return;
      closed = true;
      progress.status('cleaning up');
      const failures = await ledger.undoAll();
      progress.status(undefined);
      for (const failure of failures) progress.warn(`left behind: ${failure.line}`);
      removeEmpty(made); // a run that failed before it had results leaves no folder for them
      if (failures.length === 0) rmSync(folders.privateDir, { recursive: true, force: true });
      leave();
    },
    leave,
  };
}
