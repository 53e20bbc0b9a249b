import { Wait } from 'testcontainers';
import type { Context } from '../process/context.ts';
import { startContainer } from './container.ts';
import { GIT_BACKEND, GIT_ROOT } from './files.ts';

const PORT = 9000;

/** A git server that answers. */
export interface StartedGit {
  /** The container's name, which is all that `seedRepository` needs. */
  container: string;
  /** Removes it, with all that it held. */
  stop(): Promise<void>;
}

/** The host of a run's git server, for a `git` listener; known before it starts. */
export function gitHost(runId: string): string {
  return `${gitName(runId)}:${PORT}`;
}

function gitName(runId: string): string {
  return `ftls-${runId}-git`;
}

/**
 * Starts the run's git server, without a repository. It speaks FastCGI: clients come over smart HTTP through a
 * listener of the edge, and may read only.
 * @param options the edge's image, and the run's docker network by name.
 * @throws HarnessError as `startContainer` does.
 */
export async function startGit(
  context: Context,
  options: { image: string; network: string },
): Promise<StartedGit> {
  const name = gitName(context.runId);
  const stop = await startContainer(context, {
    ...options,
    what: 'git server',
    name,
    // Four processes: as many clients at once.
    command: ['fcgiwrap', '-f', '-c', '4', '-s', `tcp:0.0.0.0:${PORT}`, '-p', GIT_BACKEND],
    environment: { GIT_PROJECT_ROOT: GIT_ROOT, GIT_HTTP_EXPORT_ALL: '1' },
    contents: [],
    ready: Wait.forSuccessfulCommand(`bash -c '</dev/tcp/localhost/${PORT}'`),
  });
  return { container: name, stop };
}
