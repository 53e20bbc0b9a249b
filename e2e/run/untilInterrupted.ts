/**
 * Does a run's work. An interruption ends it as if it were done, with what was known by then; where nothing was, and for
 * any other failure, it fails.
 */
export async function untilInterrupted<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  known: () => T | undefined,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const instead = signal.aborted ? known() : undefined;
    if (instead === undefined) throw error;
    return instead;
  }
}
