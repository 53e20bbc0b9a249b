import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { asHarnessError, HarnessError } from './errors.ts';
import { processStart } from './liveness.ts';

/** One thing that exists outside the process: entered before it is created. */
export interface LedgerEntry {
  kind: 'cluster' | 'container' | 'network' | 'image' | 'folder' | 'daemon' | 'lock';
  /** The name by which it is found again. */
  name: string;
}

/** What the ledger's file holds, so that `fleet-tls down` can tell a living run from a killed one. */
export interface LedgerFile {
  schema: 1;
  runId: string;
  pid: number;
  /** When that process started, as the system tells it: a process id alone is used again. */
  processStart: string;
  entries: LedgerEntry[];
}

/**
 * The clean-up ledger of one run: whatever is created outside the process is entered before it is created and
 * undone in reverse. The file outlives a killed run.
 */
export class Ledger {
  readonly #file: string;
  readonly #runId: string;
  readonly #processStart = processStart(process.pid) ?? '';
  readonly #open: { entry: LedgerEntry; undo: () => Promise<void> }[] = [];
  #closed = false;

  constructor(file: string, runId: string) {
    this.#file = file;
    this.#runId = runId;
    this.#write();
  }

  /**
   * Enters a thing that is about to be created; `undo` must succeed also when it was never created.
   * @throws HarnessError `interrupted` once the undoing has begun: what is created after that would stay.
   */
  enter(entry: LedgerEntry, undo: () => Promise<void>): void {
    if (this.#closed) {
      throw new HarnessError('interrupted', {
        message: `${entry.kind} ${entry.name} is not created: the run is being cleaned up`,
        cure: 'Run it again',
      });
    }
    this.#open.push({ entry, undo });
    this.#write();
  }

  /** Takes out a thing that is already gone. */
  strike(kind: LedgerEntry['kind'], name: string): void {
    const at = this.#open.findIndex(({ entry }) => entry.kind === kind && entry.name === name);
    if (at < 0) return;
    this.#open.splice(at, 1);
    this.#writeIfPossible();
  }

  /**
   * Undoes all entries in reverse; goes on after a failure and gives every failure. Things of one kind that were
   * entered in a row do not need each other and are undone together.
   */
  async undoAll(): Promise<HarnessError[]> {
    this.#closed = true;
    const failures: HarnessError[] = [];
    while (this.#open.length > 0) {
      const kind = this.#open.at(-1)?.entry.kind;
      const lastOther = this.#open.findLastIndex(({ entry }) => entry.kind !== kind);
      const batch = this.#open.slice(lastOther + 1);
      const results = await Promise.allSettled(batch.map(({ undo }) => undo()));
      for (const result of results)
        if (result.status === 'rejected') failures.push(asHarnessError(result.reason));
      for (const done of batch) this.#remove(done);
      this.#writeIfPossible();
    }
    if (failures.length === 0) rmSync(this.#file, { force: true });
    return failures;
  }

  /** By identity: others may strike entries while one is being undone. */
  #remove(item: { entry: LedgerEntry; undo: () => Promise<void> }): void {
    const at = this.#open.indexOf(item);
    if (at >= 0) this.#open.splice(at, 1);
  }

  /** What is gone may stand in the file a little longer: a disk that is full keeps nothing from being undone. */
  #writeIfPossible(): void {
    try {
      this.#write();
    } catch {
      // the folder goes with the run, and `fleet-tls down` goes by labels
    }
  }

  #write(): void {
    const content: LedgerFile = {
      schema: 1,
      runId: this.#runId,
      pid: process.pid,
      processStart: this.#processStart,
      entries: this.#open.map(({ entry }) => entry),
    };
    // Renamed into place: a reader that found half a file would take this run for dead.
    const draft = `${this.#file}.draft`;
    writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, this.#file);
  }
}

/** Reads a ledger's file. */
export function readLedger(file: string): LedgerFile {
  return JSON.parse(readFileSync(file, 'utf8')) as LedgerFile;
}
