import { inspect } from 'node:util';
import { redact } from '../../helpers/evidence/redact.ts';
import { asHarnessError, exitStatusOf } from '../../helpers/process/errors.ts';
import { abandonedFor, type OpenRun } from './open.ts';

/**
 * Tells on standard error why a run ended before it had results: what it was abandoned for, or what failed; with all
 * that lay beneath it where that is asked for.
 * @returns the exit status: that of the failure, or 130 of an interrupted run.
 */
export function tellFailure(
  { signal }: Pick<OpenRun, 'signal'>,
  error: unknown,
  { verbose }: { verbose: boolean },
): number {
  const abandoned = abandonedFor(signal);
  const failure = abandoned ?? asHarnessError(error);
  process.stderr.write(`${redact(failure.line)}\n`);
  if (verbose) process.stderr.write(`${redact(inspect(failure))}\n`);
  return signal.aborted && abandoned === undefined ? 130 : exitStatusOf(failure);
}
