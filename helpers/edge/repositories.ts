import { execIn, script } from './exec.ts';
import { fastImport, type RepositoryFiles } from './fastImport.ts';
import { GIT_ROOT } from './files.ts';

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
  const repository = `${GIT_ROOT}/${name}.git`;
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
  return (await execIn({ ...exec, command: script(EMPTY, GIT_ROOT) }))
    .split('\n')
    .filter(name => name !== '');
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
