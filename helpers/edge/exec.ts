import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';

/** A command inside a running container. */
export interface ExecSpec {
  /** The container's name. */
  container: string;
  /** What it is for, to complete "... failed", as in `reading the edge's record`. */
  purpose: string;
  /** Program and arguments; never a secret, since others can read them. */
  command: readonly string[];
  /** Text for its standard input: secrets travel this way. */
  input?: string;
  signal?: AbortSignal | undefined;
}

/**
 * Runs a command inside a container; any process that knows the container's name may.
 * @returns its standard output.
 * @throws HarnessError `edge-failed` when it fails or the container is not there, `interrupted`.
 */
export async function execIn({ container, purpose, command, input, signal }: ExecSpec): Promise<string> {
  const interactive = input === undefined ? [] : ['--interactive'];
  try {
    const { stdout } = await run('docker', ['exec', ...interactive, container, ...command], {
      ...(input !== undefined && { input }),
      ...(signal && { signal }),
    });
    return stdout;
  } catch (cause) {
    if (!(cause instanceof HarnessError) || cause.code !== 'command-failed') throw cause;
    throw new HarnessError('edge-failed', {
      message: `${purpose} failed: ${cause.message}`,
      cure: `See \`docker logs ${container}\`, and whether something stopped that container`,
      cause,
    });
  }
}

/** The command that runs a shell script with arguments, `$1` and on. */
export function script(text: string, ...args: readonly string[]): string[] {
  return ['sh', '-c', text, 'sh', ...args];
}
