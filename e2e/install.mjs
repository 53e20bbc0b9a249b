// Installs the dependencies of the lockfile when they are not installed yet. Runs before anything else, so on any Node
// from 20 on and with nothing but Node's own modules; the npm scripts after it find the pinned Node on their PATH.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.installed-lockfile`;
const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');

if (installed() !== wanted) {
  // What a command tells on standard output may be for a machine.
  process.stderr.write('installing the dependencies of package-lock.json (about half a minute) ...\n');
  // Not `npm ci`: it refuses a lockfile without the optional packages of other platforms, which not every mirror has.
  // This takes the lockfile's versions and hashes as well, and leaves it as it is. No install script is needed.
  const npm = spawnSync(
    'npm',
    ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', process.stderr, 'inherit'],
    },
  );
  if (npm.status !== 0) {
    process.stderr.write(
      'the dependencies could not be installed. Look at the lines of npm above; it needs its registry\n',
    );
    process.exit(3);
  }
  writeFileSync(stamp, wanted);
}

function installed() {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}
