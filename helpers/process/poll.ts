import { setTimeout as delay } from 'node:timers/promises';
import { HarnessError } from './errors.ts';

/** What one look at the world said: it is as wished, or not yet (and what was seen instead). */
export type Look<T> = { done: true; value: T } | { done: false; saw: string };

/** How long and how often to look. */
export interface PollOptions {
  /** What is awaited, as in "awaiting <what>". */
  what: string;
  /** Milliseconds after which to give up. */
  deadlineMs: number;
  /** Milliseconds between two looks; 500 by default. */
  everyMs?: number;
  /** Ends the wait. */
  signal?: AbortSignal;
  /** Which thrown errors mean "look again"; none by default. */
  tolerate?: (error: unknown) => boolean;
  /** Called when it is looked again after such an error. */
  onAgain?: (error: unknown) => void;
}

/**
 * Looks again and again until the look is done.
 * @throws HarnessError `wait-expired`, saying what was awaited, the last state seen, the last error, how many
 *   looks and how long; `interrupted` when the signal fired; what a look throws and `tolerate` does not cover.
 */
export async function poll<T>(options: PollOptions, look: () => Promise<Look<T>>): Promise<T> {
  const started = performance.now();
  const everyMs = options.everyMs ?? 500;
  let looks = 0;
  let saw = 'nothing yet';
  let lastError: unknown;
  while (true) {
    throwIfInterrupted(options);
    looks += 1;
    let tolerated: { error: unknown } | undefined;
    try {
      const answer = await look();
      if (answer.done) return answer.value;
      saw = answer.saw;
    } catch (error) {
      throwIfInterrupted(options);
      if (!options.tolerate?.(error)) throw error;
      lastError = error;
      tolerated = { error };
    }
    const elapsedMs = performance.now() - started;
    if (elapsedMs + everyMs > options.deadlineMs) {
      throw new HarnessError('wait-expired', {
        message:
          `gave up awaiting ${options.what} after ${Math.round(elapsedMs / 1000)} s and ${looks} looks; ` +
          `last seen: ${saw}; last error: ${lastError instanceof Error ? lastError.message.split('\n', 1)[0] : 'none'}`,
        cure: 'Look at the evidence of this run, or at the world with `--keep`',
        cause: lastError,
      });
    }
    if (tolerated !== undefined) options.onAgain?.(tolerated.error);
    await delay(everyMs, undefined, options.signal ? { signal: options.signal } : {}).catch(() =>
      throwIfInterrupted(options),
    );
  }
}

function throwIfInterrupted({ signal, what }: PollOptions): void {
  if (signal?.aborted) {
    throw new HarnessError('interrupted', {
      message: `interrupted while awaiting ${what}`,
      cure: 'Run it again',
    });
  }
}
