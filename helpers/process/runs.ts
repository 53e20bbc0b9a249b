import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type LedgerFile, readLedger } from './ledger.ts';
import { isAlive } from './liveness.ts';

/** The name of a run's ledger file in the run's private folder. */
export const LEDGER_FILE = 'ledger.json';

/** The name of the file, beside it, by which the world of a run that has ended stays up for further runs. */
export const WORLD_FILE = 'world.json';

/** A run that left a private folder. */
export interface KnownRun {
  runId: string;
  /** The run's private folder. */
  folder: string;
  /** Whether its process still lives; a folder without a readable ledger belongs to no living run. */
  live: boolean;
  /** Whether its world was left up for further runs. */
  kept: boolean;
}

/** All runs that have a folder below `runsDir` (`<runsDir>/<run-id>/ledger.json`), the living and the dead. */
export function knownRuns(runsDir: string): KnownRun[] {
  if (!statSync(runsDir, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(runsDir, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => ({
      runId: name,
      folder: join(runsDir, name),
      live: isLiveLedger(join(runsDir, name, LEDGER_FILE)),
      kept: existsSync(join(runsDir, name, WORLD_FILE)),
    }));
}

function isLiveLedger(file: string): boolean {
  try {
    const ledger: LedgerFile = readLedger(file);
    return isAlive(ledger);
  } catch {
    return false; // no ledger, or one cut off by the run's death
  }
}
