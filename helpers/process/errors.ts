import { printable, shortened } from './printable.ts';

/**
 * Every way in which the harness itself can fail. The code is stable: scripts and tests may rely on it.
 * `usage` and `config` are the caller's to mend (exit status 2), the others are the machine's (exit status 3).
 */
export type ErrorCode =
  | 'usage'
  | 'config'
  | 'command-failed'
  | 'wait-expired'
  | 'interrupted'
  | 'docker-unavailable'
  | 'prerequisite-missing'
  | 'supply-unavailable'
  | 'build-failed'
  | 'disk-full'
  | 'port-taken'
  | 'name-taken'
  | 'image-missing'
  | 'cluster-failed'
  | 'edge-failed'
  | 'kube-api'
  | 'install-failed'
  | 'world-unusable'
  | 'internal';

/** Characters of a message before it is told by its ends: names that somebody gives may be of any length. */
const LONGEST_MESSAGE = 1000;

/** What a failure says: what happened, to what, and what the reader can do about it. */
export interface HarnessErrorFacts {
  /** What happened and to what, one line, without a full stop. */
  message: string;
  /** What mends it, one line: a command, a flag, a file to look at. */
  cure: string;
  /** What lay beneath; kept for the log, never shown in the one line. */
  cause?: unknown;
}

/** A failure of the harness or of the machine, never a statement about Fleet. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
  readonly code: ErrorCode;
  readonly cure: string;

  constructor(code: ErrorCode, facts: HarnessErrorFacts) {
    super(facts.message, facts.cause === undefined ? {} : { cause: facts.cause });
    this.code = code;
    this.cure = facts.cure;
  }

  /** The one line that a person sees: whatever stood in a name that it tells, it steers no terminal. */
  get line(): string {
    return printable(`${shortened(this.message, LONGEST_MESSAGE)}. ${this.cure}`);
  }
}

/** Whether what was thrown says that a disk, or what a user may have of it, is full. */
export function isDiskFull(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && ['ENOSPC', 'EDQUOT'].includes(String(thrown.code));
}

/** Turns whatever was thrown into a {@link HarnessError}; what nobody foresaw becomes `internal`. */
export function asHarnessError(thrown: unknown): HarnessError {
  if (thrown instanceof HarnessError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (isDiskFull(thrown)) {
    return new HarnessError('disk-full', {
      message: `no space left on the disk: ${message}`,
      cure: 'Free some space and run it again',
      cause: thrown,
    });
  }
  return new HarnessError('internal', {
    message: `unexpected failure in the harness: ${message.split('\n', 1)[0]}`,
    cure: 'This is a defect of fleet-tls-e2e: please report it with the stack trace of `--verbose`',
    cause: thrown,
  });
}

/** The exit status that a failure of the harness ends with (design: 2 wrong use, 3 machine, 130 interrupted). */
export function exitStatusOf(error: HarnessError): 2 | 3 | 130 {
  if (error.code === 'interrupted') return 130;
  return error.code === 'usage' || error.code === 'config' ? 2 : 3;
}
