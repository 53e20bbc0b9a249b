import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { execa } from 'execa';
import { HarnessError } from './errors.ts';

/** How a command is run. */
export interface RunOptions {
  /** Working folder; the harness's own by default. */
  cwd?: string;
  /** Variables added to the harness's environment. Never a secret: a child's environment can be read. */
  env?: Record<string, string>;
  /** Text for the command's standard input; none by default. Secrets travel this way. */
  input?: string;
  /** Milliseconds after which the command is ended; no limit by default. */
  timeoutMs?: number;
  /** Ends the command when it fires. */
  signal?: AbortSignal;
  /** Called with each line of output as it comes, for progress. */
  onLine?: (line: string) => void;
  /** A file that becomes the command's standard input; not together with `input`. */
  inputFile?: string;
  /**
   * Makes the command the leader of its own session, so that a Ctrl-C at the terminal reaches only the harness,
   * and what the command leaves running can be found by its process group.
   */
  ownSession?: boolean;
  /** Called with the command's process id as soon as it runs. */
  onStart?: (pid: number) => void;
  /** Exit statuses other than 0 that are an answer and not a failure. */
  accept?: readonly number[];
}

/** What a command answered. */
export interface RunResult {
  stdout: string;
  stderr: string;
  exitCode: number;
  /** Wall time in seconds. */
  seconds: number;
}

/** A command that was run: what is published of it. */
export interface CommandRun {
  /** As it could be typed into a shell. */
  command: string;
  /** Wall time in seconds. */
  seconds: number;
  /** Missing where it was not started, or did not end by itself. */
  exitCode?: number;
}

/** Where each {@link CommandRun} of this thread is published when it ends. It may hold secrets. */
export const COMMANDS = channel('fleet-tls-e2e.commands');

/**
 * Runs a command without a shell and gives its output.
 * @throws HarnessError `command-failed` with the telling lines of its standard error, `prerequisite-missing`
 *   when there is no such program, `interrupted` when the signal fired.
 */
export async function run(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const inputFile = options.inputFile === undefined ? undefined : await openForReading(options.inputFile);
  const child = execa(file, args, {
    reject: false,
    stdin: inputFile ?? (options.input === undefined ? 'ignore' : 'pipe'),
    forceKillAfterDelay: 5_000,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.env !== undefined && { env: options.env }),
    ...(options.input !== undefined && { input: options.input }),
    ...(options.timeoutMs !== undefined && { timeout: options.timeoutMs }),
    ...(options.signal !== undefined && { cancelSignal: options.signal }),
    ...(options.ownSession && { detached: true, cleanup: false }),
  });
  if (child.pid !== undefined) options.onStart?.(child.pid);
  if (options.onLine) followLines([child.stdout, child.stderr], options.onLine);
  const result = await child;
  inputFile?.destroy();
  const seconds = result.durationMs / 1000;
  const { escapedCommand: command, exitCode } = result;
  COMMANDS.publish({ command, seconds, ...(exitCode !== undefined && { exitCode }) } satisfies CommandRun);
  const answer = {
    stdout: String(result.stdout ?? ''),
    stderr: String(result.stderr ?? ''),
    exitCode: exitCode ?? -1,
    seconds,
  };
  if (!result.failed || (exitCode !== undefined && options.accept?.includes(exitCode))) return answer;
  throw failureOf({
    file,
    args,
    options,
    answer,
    code: result.code,
    canceled: result.isCanceled,
    timedOut: result.timedOut,
  });
}

/** A file that is open already becomes the command's own, and what is in it does not come through this process. */
async function openForReading(path: string): Promise<Readable> {
  const file = createReadStream(path);
  await once(file, 'open');
  return file;
}

function followLines(streams: readonly unknown[], onLine: (line: string) => void): void {
  for (const stream of streams) {
    if (stream instanceof Readable) createInterface({ input: stream }).on('line', onLine);
  }
}

function failureOf(facts: {
  file: string;
  args: readonly string[];
  options: RunOptions;
  answer: RunResult;
  code: string | undefined;
  canceled: boolean;
  timedOut: boolean;
}): HarnessError {
  const command = [facts.file, ...facts.args.slice(0, 3)].join(' ');
  const cause = new Error(
    `${[facts.file, ...facts.args].join(' ')}\n${facts.answer.stderr || facts.answer.stdout}`,
  );
  if (facts.code === 'ENOENT') {
    return new HarnessError('prerequisite-missing', {
      message: `the program ${facts.file} was not found`,
      cure: 'Run `fleet-tls doctor` to see what is missing',
      cause,
    });
  }
  if (facts.canceled) {
    return new HarnessError('interrupted', {
      message: `interrupted during: ${command}`,
      cure: 'Run it again',
      cause,
    });
  }
  const how = facts.timedOut
    ? `took longer than ${(facts.options.timeoutMs ?? 0) / 1000} s`
    : `ended with ${facts.answer.exitCode}`;
  return new HarnessError('command-failed', {
    message: `\`${command}\` ${how}: ${tellingLine(facts.answer.stderr) || tellingLine(facts.answer.stdout) || 'no output'}`,
    cure: 'Look at its output with `--verbose`',
    cause,
  });
}

/** The line of a long output that most likely names the cause: the last that speaks of an error, else the last. */
export function tellingLine(output: string): string {
  const lines = output
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  const telling = lines.findLast(line =>
    /\b(error|fatal|failed|cannot|denied|refused|no such|not found)\b/i.test(line),
  );
  return (telling ?? lines.at(-1) ?? '').slice(0, 400);
}
