import { Wait } from 'testcontainers';
import type { Context } from '../process/context.ts';
import { startContainer } from './container.ts';
import { execIn, script } from './exec.ts';
import { fastImport, type RepositoryFiles } from './fastImport.ts';
import { GIT_BACKEND } from './files.ts';

const PORT = 9000;
const ROOT = '/srv/git';

/** A git server that answers. */
export interface StartedGit {
  /** The container's name, which is all that {@link seedRepository} needs. */
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
    environment: { GIT_PROJECT_ROOT: ROOT, GIT_HTTP_EXPORT_ALL: '1' },
    contents: [],
    ready: Wait.forSuccessfulCommand(`bash -c '</dev/tcp/localhost/${PORT}'`),
  });
  return { container: name, stop };
}

/**
 * Commits these files, and no others, to `main` of a repository, which is created when it is not there. A listener
 * serves it as `/<name>.git`.
 * @param container the name of the git server's container.
 * @param name letters, digits and `._-`.
 * @returns the id of the commit.
 * @throws HarnessError `config` for a path that cannot be; `edge-failed`, `interrupted`.
 */
export async function seedRepository(
  container: string,
  name: string,
  files: RepositoryFiles,
  signal?: AbortSignal,
): Promise<string> {
  const repository = `${ROOT}/${name}.git`;
  const exec = { container, purpose: `committing to ${name}.git`, signal };
  const parent = (await execIn({ ...exec, command: script(OPEN, repository) })).trim();
  const input = fastImport(files, parent);
  return (await execIn({ ...exec, command: script(COMMIT, repository), input })).trim();
}

/**
 * Brings the git server back to how it began: without a repository.
 * @param container the name of the git server's container.
 * @returns the names of the repositories that there were.
 * @throws HarnessError `edge-failed`, `interrupted`.
 */
export async function renewGit(container: string, signal?: AbortSignal): Promise<string[]> {
  const exec = { container, purpose: `bringing the git server ${container} back to how it began`, signal };
  return (await execIn({ ...exec, command: script(EMPTY, ROOT) })).split('\n').filter(name => name !== '');
}

const EMPTY = `set -eu
for repository in "$1"/*.git; do
  [ -d "$repository" ] || continue
  basename "$repository"
  rm -rf "$repository"
done`;

const OPEN = `set -eu
[ -d "$1" ] || git init --quiet --bare --initial-branch=main "$1"
git -C "$1" rev-parse --quiet --verify refs/heads/main || :`;

const COMMIT = `set -eu
git -C "$1" fast-import --quiet --done
git -C "$1" rev-parse refs/heads/main`;
