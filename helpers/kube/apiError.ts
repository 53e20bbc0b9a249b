import { ApiException } from '@kubernetes/client-node';
import { HarnessError } from '../process/errors.ts';
import type { PollOptions } from '../process/poll.ts';
import { tellRetry } from '../process/retries.ts';

/** Whether the API answered that there is no such object. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiException && error.code === 404;
}

/**
 * What went wrong at a cluster's API, in one line. The client's own message holds body and headers of the answer,
 * which may bear secrets: only the status' own reason is taken over.
 */
export function kubeFailure(what: string, error: unknown): HarnessError {
  if (error instanceof HarnessError) return error;
  return new HarnessError('kube-api', {
    message: `could not ${what}: ${reasonOf(error)}`,
    cure: 'Look at the cluster with `--keep`, or at the evidence of this run',
    cause: error instanceof ApiException ? new ApiFailure(error.code, reasonOf(error)) : error,
  });
}

/** Whether a look at the API is worth another try: it put the call off, or the connection broke. */
export function isTransient(error: unknown): boolean {
  const cause = error instanceof HarnessError && error.code === 'kube-api' ? error.cause : error;
  if (cause instanceof ApiFailure) return isPutOff(cause.status, cause.message);
  if (cause instanceof ApiException) return isPutOff(cause.code, statusMessage(cause.body));
  return CONNECTION_CODES.has(connectionCode(cause) ?? '');
}

/** How a poll of an API bears with it: what is worth another try is tried again, and told. */
export function forbearance(what: string): Required<Pick<PollOptions, 'tolerate' | 'onAgain'>> {
  return { tolerate: isTransient, onAgain: error => tellRetry({ what, why: reasonOf(error) }) };
}

/**
 * Whether a later call may be answered. The harness is the admin of its clusters: where that one lacks a right, the API server
 * has just started and does not know its roles yet (Kubernetes 1.34).
 */
function isPutOff(status: number, message: string): boolean {
  return status === 429 || status >= 500 || (status === 403 && /User "[^"]*" cannot /.test(message));
}

/** An API's refusal without its body and headers. */
class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

const CONNECTION_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'UND_ERR_INFO',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

function reasonOf(error: unknown): string {
  if (error instanceof ApiException) return `${error.code} ${statusMessage(error.body)}`.trim();
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}${cause}`;
}

function statusMessage(body: unknown): string {
  const status = typeof body === 'string' ? parsed(body) : body;
  return typeof status === 'object' && status !== null && 'message' in status ? String(status.message) : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function connectionCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}
