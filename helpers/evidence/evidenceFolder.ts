import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { cutTo, type Kept } from './cutTo.ts';
import { redact } from './redact.ts';

/** One file of evidence, or why it could not be had. */
export interface EvidenceFile {
  /** Its path below the folder. */
  name: string;
  content: string | Error;
  /** What of it stays where it is too long; its start by default. */
  kept?: Kept;
}

/** Somebody who knows something. What was told before it failed is kept. */
export interface Witness {
  /** What it tells, as a path below the folder: that of its file, or the beginning of theirs. */
  name: string;
  /** Tells it, file by file; the signal says that nobody listens any more. */
  tell(signal: AbortSignal): AsyncIterable<EvidenceFile>;
}

/** A witness that has one file to tell. */
export function witness(
  name: string,
  read: (signal: AbortSignal) => Promise<string>,
  { kept }: Pick<EvidenceFile, 'kept'> = {},
): Witness {
  return {
    name,
    async *tell(signal) {
      yield { name, content: await read(signal), ...(kept && { kept }) };
    },
  };
}

/** What the evidence of one scenario may cost. */
export interface EvidenceLimits {
  ms: number;
  /** Of all files. */
  bytes: number;
  /** Of one file: no log shall leave no room for the others. */
  fileBytes: number;
}

export const EVIDENCE_LIMITS: EvidenceLimits = { ms: 30_000, bytes: 20_000_000, fileBytes: 5_000_000 };

/** The file that says what could not be collected, and why. */
export const NOT_COLLECTED = 'not-collected.txt';

/** What part of the bytes is kept free for it. */
const PART_OF_NOT_COLLECTED = 0.01;

/** How many witnesses are heard at once. */
const AT_ONCE = 4;

/**
 * The folder of a scenario's evidence. All that is written into it is redacted and within the limits; what could not be
 * collected stands there as well, since a failure to collect is evidence too.
 */
export class EvidenceFolder {
  readonly #folder: string;
  readonly #limits: EvidenceLimits;
  readonly #failures: string[] = [];
  #msLeft: number;
  #bytesLeft: number;

  constructor(folder: string, limits: EvidenceLimits = EVIDENCE_LIMITS) {
    this.#folder = folder;
    this.#limits = limits;
    this.#msLeft = limits.ms;
    this.#bytesLeft = Math.floor(limits.bytes * (1 - PART_OF_NOT_COLLECTED));
  }

  /**
   * Hears witnesses, those that are named first first. May be called again: the limits are for all that is gathered.
   * @param interruption ends it early.
   * @throws only where the folder itself cannot be written.
   */
  async gather(witnesses: readonly Witness[], interruption: AbortSignal): Promise<void> {
    const began = performance.now();
    const left = Math.round(this.#msLeft);
    const overdue = left > 0 ? AbortSignal.timeout(left) : AbortSignal.abort();
    const signal = AbortSignal.any([overdue, interruption]);
    const why = (error: unknown) => {
      if (overdue.aborted) return `the ${this.#limits.ms / 1000} s that evidence may take were over`;
      return interruption.aborted ? 'the run was interrupted' : firstLine(error);
    };
    const heard = pLimit(AT_ONCE);
    mkdirSync(this.#folder, { recursive: true });
    await Promise.all(
      witnesses.map(({ name, tell }) =>
        heard(async () => {
          try {
            await this.#hear(tell(signal), signal);
          } catch (error) {
            this.#failures.push(`${name}: ${why(error)}`);
          }
        }),
      ),
    );
    // A timer may fire up to a millisecond early.
    this.#msLeft = overdue.aborted ? 0 : this.#msLeft - (performance.now() - began);
    const failures = redact(this.#failures.map(failure => `${failure}\n`).join(''));
    if (failures !== '')
      this.#put(NOT_COLLECTED, cutTo(failures, this.#limits.bytes * PART_OF_NOT_COLLECTED));
  }

  async #hear(told: AsyncIterable<EvidenceFile>, signal: AbortSignal): Promise<void> {
    const files = told[Symbol.asyncIterator]();
    while (true) {
      const next = await unlessAborted(signal, () => files.next());
      if (next.done) return;
      const { name, content } = next.value;
      if (content instanceof Error) this.#failures.push(`${name}: ${firstLine(content)}`);
      else this.#keep({ ...next.value, content });
    }
  }

  /** Cut after it was redacted: a secret that is cut is hard to know. */
  #keep({ name, content, kept }: EvidenceFile & { content: string }): void {
    const text = cutTo(redact(content), Math.min(this.#limits.fileBytes, this.#bytesLeft), kept);
    if (text === '' && content !== '') {
      this.#failures.push(`${name}: the ${this.#limits.bytes / 1e6} MB that evidence may have were used up`);
      return;
    }
    this.#put(name, text);
    this.#bytesLeft -= Buffer.byteLength(text);
  }

  #put(name: string, text: string): void {
    const file = join(this.#folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

/** What a piece of work gives, unless the signal fires before: the work then goes on unheard. */
async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const working = work();
  working.catch(() => undefined);
  try {
    return await Promise.race([working, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
