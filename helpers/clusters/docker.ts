import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import { clusterFailure } from './failure.ts';

/** The lines that a docker command prints. @throws HarnessError, with the cause told by `clusterFailure`. */
export async function dockerLines(args: readonly string[], signal?: AbortSignal): Promise<string[]> {
  try {
    const { stdout } = await run('docker', args, signal ? { signal } : {});
    return stdout.split('\n').filter(line => line !== '');
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'command-failed') throw error;
    const output = error.cause instanceof Error ? error.cause.message : error.message;
    throw clusterFailure(`docker ${args.slice(0, 2).join(' ')} failed`, output);
  }
}
