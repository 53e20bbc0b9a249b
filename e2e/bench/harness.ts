import { fileURLToPath } from 'node:url';
import { HarnessError } from '../../helpers/process/errors.ts';
import { type RunResult, run } from '../../helpers/process/run.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** How the command is called. */
interface HarnessCall {
  /** Exit statuses other than 0 that are what is expected. */
  accept?: readonly number[];
  /** Variables added to the environment. */
  env?: Record<string, string>;
  /** Passed on by SIGTERM, and waited for: the command cleans up after itself. */
  signal: AbortSignal;
}

/**
 * Calls the command `fleet-tls` as a process of its own, as users do.
 * @throws HarnessError `command-failed` when it ends otherwise, `interrupted`.
 */
export async function callHarness(
  args: readonly string[],
  { accept = [], env = {}, signal }: HarnessCall,
): Promise<RunResult> {
  let pid: number | undefined;
  const end = () => {
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    return await run(MAIN, args, {
      accept,
      env,
      ownSession: true,
      onStart: started => {
        pid = started;
      },
    });
  } catch (error) {
    if (signal.aborted) throw interrupted();
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function interrupted(): HarnessError {
  return new HarnessError('interrupted', { message: 'the benchmark was interrupted', cure: 'Run it again' });
}
