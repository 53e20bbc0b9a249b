import { HarnessError } from '../process/errors.ts';

/** Files of a git repository: path, as in `charts/probe/Chart.yaml`, to text. */
export type RepositoryFiles = Readonly<Record<string, string>>;

/**
 * One commit to `main` with these files and no others, as the stream that `git fast-import --done` reads. The same
 * files upon the same parent give the same commit.
 * @param parent the commit that it follows; empty for the first one.
 * @throws HarnessError `config` for a path that cannot be.
 */
export function fastImport(files: RepositoryFiles, parent: string): string {
  const message = 'Committed by fleet-tls-e2e';
  return [
    'commit refs/heads/main\n',
    // A fixed date: the beginning of 2024.
    'committer fleet-tls-e2e <fleet-tls-e2e@example.invalid> 1704067200 +0000\n',
    data(message),
    parent === '' ? '' : `from ${parent}\n`,
    'deleteall\n',
    ...Object.entries(files).map(([path, text]) => `M 100644 inline ${checked(path)}\n${data(text)}`),
    'done\n',
  ].join('');
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function checked(path: string): string {
  const segments = path.split('/');
  if (segments.every(segment => /^[A-Za-z0-9._-]+$/.test(segment) && !/^\.(?:\.|git)?$/i.test(segment)))
    return path;
  throw new HarnessError('config', {
    message: `${JSON.stringify(path)} is no path in a repository`,
    cure: 'Use relative paths of letters, digits and the signs . _ -',
  });
}
