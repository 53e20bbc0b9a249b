import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import type { BuildContext } from './cache.ts';
import { demandWebAddress } from './webAddress.ts';

/** The Debian release that images are made of. */
export const SUITE = 'bookworm';

/** Where Debian's packages come from. */
export interface DebianMirror {
  main: string;
  security: string;
}

/**
 * The mirror that this machine's own apt uses: whoever set the machine up chose one that is reachable.
 * `FLEET_TLS_DEBIAN_MIRROR` (`<main>` or `<main>,<security>`) overrides it.
 * @throws HarnessError `supply-unavailable` when there is none for the suite, `config` for a named one that is none.
 */
export async function debianMirror(
  context: BuildContext,
  env: NodeJS.ProcessEnv = process.env,
): Promise<DebianMirror> {
  const given = givenMirror(env);
  if (given) return given;
  const format = '$(REPO_URI) $(RELEASE)';
  const args = ['indextargets', '--format', format, 'Created-By: Packages', 'Component: main'];
  const mirror = mirrorOf((await run('apt-get', args, { signal: context.signal })).stdout);
  if (mirror) return mirror;
  throw new HarnessError('supply-unavailable', {
    message: `apt on this machine names no mirror of Debian ${SUITE}`,
    cure: 'Name one with FLEET_TLS_DEBIAN_MIRROR, or take another supply with --supply registry',
  });
}

/** The mirror that FLEET_TLS_DEBIAN_MIRROR names, where it names one. @throws HarnessError `config` for what is none. */
export function givenMirror(env: NodeJS.ProcessEnv = process.env): DebianMirror | undefined {
  if (!env.FLEET_TLS_DEBIAN_MIRROR) return undefined;
  const [main = '', security = `${main.replace(/\/$/, '')}-security`] =
    env.FLEET_TLS_DEBIAN_MIRROR.split(',');
  for (const address of [main, security]) demandWebAddress('FLEET_TLS_DEBIAN_MIRROR', address);
  return { main, security };
}

/** Reads lines of `<mirror> <release>`; undefined without the suite or its security updates. */
export function mirrorOf(targets: string): DebianMirror | undefined {
  const byRelease = new Map(
    targets.split('\n').map(line => {
      const [uri = '', release = ''] = line.trim().split(' ');
      return [release, uri.replace(/\/$/, '')] as const;
    }),
  );
  const main = byRelease.get(SUITE);
  const security = byRelease.get(`${SUITE}-security`);
  return main && security ? { main, security } : undefined;
}
