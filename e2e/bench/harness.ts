import { fileURLToPath } from 'node:url';
import { HarnessError } from '../../helpers/process/errors.ts';
import { type RunResult, run } from '../../helpers/process/run.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/**
 * Calls the command `fleet-tls` as a process of its own, as users do.
 * @param accept exit statuses other than 0 that are what is expected.
 * @param signal passed on by SIGTERM, and waited for: it cleans up after itself.
 * @throws HarnessError `command-failed` when it ends otherwise, `interrupted`.
 */
export async function callHarness(
  args: readonly string[],
  { accept = [], signal }: { accept?: readonly number[]; signal: AbortSignal },
): Promise<RunResult> {
  let pid: number | undefined;
  const end = () => {
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    const result = await run(process.execPath, [MAIN, ...args], {
      accept,
      ownSession: true,
      onStart: started => {
        pid = started;
      },
    });
    return result;
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
