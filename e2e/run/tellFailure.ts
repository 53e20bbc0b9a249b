import { inspect } from 'node:util';
import { redact } from '../../helpers/evidence/redact.ts';
import { asHarnessError, exitStatusOf } from '../../helpers/process/errors.ts';
import type { OpenRun } from './open.ts';

/**
 * Tells why a run ended before it had results; with all that lay beneath it where that is asked for.
 * @returns the exit status: that of the failure, or 130 of an interrupted run.
 */
export function tellFailure(
  { signal }: Pick<OpenRun, 'signal'>,
  error: unknown,
  { verbose, write }: { verbose: boolean; write: (line: string) => void },
): number {
  const failure = asHarnessError(error);
  write(failure.line);
  if (verbose) write(redact(inspect(failure)));
  return signal.aborted ? 130 : exitStatusOf(failure);
}
