import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../helpers/process/context.ts';
import { Ledger } from '../../helpers/process/ledger.ts';
import { LineProgress } from '../../helpers/process/progress.ts';
import { LEDGER_FILE } from '../../helpers/process/runs.ts';
import { makeRunFolders } from './folders.ts';
import { forwardInterruption } from './interruption.ts';

/** A run that is under way. */
export interface OpenRun extends Context {
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Undoes all that the run made, and says what could not be undone; safe to call twice. */
  close(): Promise<void>;
}

/** What a run is opened with. */
export interface OpenRunOptions {
  /** The folder that gets the run's results folder. */
  resultsRoot: string;
  write: (line: string) => void;
}

/** Opens a run: its folders, its ledger, and SIGINT and SIGTERM turned into its abort signal. */
export function openRun({ resultsRoot, write }: OpenRunOptions): OpenRun {
  const folders = makeRunFolders(resultsRoot);
  const startedAt = Date.now();
  const progress = new LineProgress({ write, startedAt });
  const interruption = new AbortController();
  const ledger = new Ledger(join(folders.privateDir, LEDGER_FILE), folders.runId);
  const onSignal = (name: NodeJS.Signals): void => {
    if (interruption.signal.aborted) return;
    progress.say(
      `${name}: stopping and cleaning up (a few seconds; \`fleet-tls down\` cleans up what a kill leaves)`,
    );
    interruption.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  forwardInterruption(folders.runId, interruption.signal);
  let closed = false;

  return {
    ...folders,
    startedAt,
    signal: interruption.signal,
    progress,
    ledger,
    close: async () => {
      if (closed) return;
      closed = true;
      const failures = await ledger.undoAll();
      for (const failure of failures) progress.say(`left behind: ${failure.line}`);
      if (failures.length === 0) rmSync(folders.privateDir, { recursive: true, force: true });
      removeIfEmpty(folders.resultsDir);
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

/** A run that failed before it had results leaves no folder for them. */
function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
