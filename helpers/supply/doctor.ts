import { coerce, gte } from 'semver';
import type { DockerFacts } from './docker/facts.ts';
import { type DockerAction, planDocker } from './docker/plan.ts';
import type { MachineFacts } from './machine.ts';

/** One prerequisite, as the doctor prints it. A `warning` does not stand in the way. */
export interface Check {
  what: string;
  state: 'ok' | 'warning' | 'missing';
  found: string;
  wanted: string;
  /** What mends it; empty when nothing needs mending. */
  cure: string;
}

/** Where binaries and images will come from: only `source` needs compilers and a base system. */
export type DoctorSupply = 'registry' | 'source' | 'local';

/** Judges the machine. Every prerequisite gives a check, met or not. */
export function examine(facts: MachineFacts, supply: DoctorSupply): Check[] {
  return [
    platform(facts),
    atLeast(
      'node',
      facts.nodeVersion,
      '22.18.0',
      'Use the Node that `npm install` brings: node_modules/.bin/node',
    ),
    atLeast('npm', facts.npmVersion, '9.0.0', 'Install npm (it comes with Node: https://nodejs.org)'),
    docker(facts.docker),
    inotify(facts.docker),
    sysResource(facts.docker),
    cgroup(facts),
    space('memory', facts.memoryFree, {
      needed: 2,
      wished: 4,
      cure: 'Free memory, or run on a larger machine',
    }),
    space('disk space for Docker', facts.diskFreeDocker, {
      needed: supply === 'source' ? 12 : 6,
      wished: supply === 'source' ? 20 : 10,
      cure: 'Free disk space, for instance with: docker system prune',
    }),
    space('disk space for the cache', facts.diskFreeCache, {
      needed: supply === 'source' ? 8 : 1,
      wished: supply === 'source' ? 12 : 2,
      cure: 'Free disk space, or move the cache with XDG_CACHE_HOME',
    }),
    ...(supply === 'source' ? [go(facts), debootstrap(facts)] : []),
  ];
}

/** Whether nothing is missing. */
export function isHealthy(checks: readonly Check[]): boolean {
  return checks.every(check => check.state !== 'missing');
}

/** The checks as a table of plain text, with the cure of what is not well below its line. */
export function checksTable(checks: readonly Check[]): string {
  const rows = checks.map(check => [check.state, check.what, check.found, check.wanted]);
  const heading = ['', 'prerequisite', 'found', 'wanted'];
  const widths = heading.map((title, column) =>
    Math.max(...[heading, ...rows].map(row => row[column]?.length ?? 0), title.length),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const cured = checks.map((check, at) =>
    [line(rows[at] ?? []), ...(check.cure ? [`  -> ${check.cure}`] : [])].join('\n'),
  );
  return [line(heading), ...cured].join('\n');
}

function platform({ platform, arch }: MachineFacts): Check {
  const found = `${platform} ${arch}`;
  const base = { what: 'platform', found, wanted: 'linux x64' };
  if (found === 'linux x64') return { ...base, state: 'ok', cure: '' };
  return { ...base, state: 'warning', cure: 'Other platforms are not tried; see "Hosts" in the README' };
}

function atLeast(what: string, found: string | undefined, wanted: string, cure: string): Check {
  const version = coerce(found);
  const well = version !== null && gte(version, wanted);
  return {
    what,
    state: well ? 'ok' : 'missing',
    found: found ?? 'none',
    wanted: `>= ${wanted}`,
    cure: well ? '' : cure,
  };
}

function docker(facts: DockerFacts): Check {
  const base = { what: 'docker', wanted: 'a daemon that answers' };
  const plan = planDocker({ ...facts, inotifyInstances: undefined });
  const found = facts.daemon.answers ? `daemon ${facts.daemon.info.version}` : 'no daemon answers';
  if (!plan.possible) return { ...base, found, state: 'missing', cure: plan.refusal.cure };
  return { ...base, found: [found, ...plan.actions.map(intention)].join(', '), state: 'ok', cure: '' };
}

function intention(action: DockerAction): string {
  if (action.do === 'install') return `${action.packages.join(' ')} will be installed`;
  if (action.do === 'remove-stale-pid-file') return 'a stale pid file will be removed';
  return 'one will be started';
}

function inotify(facts: DockerFacts): Check {
  const { inotifyInstances } = facts;
  const base = {
    what: 'inotify instances',
    wanted: '>= 1024',
    found: String(inotifyInstances ?? 'not needed here'),
  };
  const plan = planDocker({ ...facts, daemon: someDaemon });
  if (!plan.possible) return { ...base, state: 'missing', cure: plan.refusal.cure };
  const raised = plan.actions.some(action => action.do === 'raise-inotify');
  return { ...base, found: raised ? `${base.found}, will be raised` : base.found, state: 'ok', cure: '' };
}

const someDaemon = { answers: true, info: { version: '', defaultRuntime: '', rootDir: '' } } as const;

function sysResource({ canGiveSysResource, daemon }: DockerFacts): Check {
  const base = { what: 'CAP_SYS_RESOURCE', wanted: 'in the bounding set, or a wrapped runtime' };
  if (canGiveSysResource !== false) {
    return {
      ...base,
      state: 'ok',
      found: canGiveSysResource ? 'in the bounding set' : 'not needed here',
      cure: '',
    };
  }
  if (!daemon.answers)
    return { ...base, state: 'ok', found: 'missing, the daemon will get a runtime wrapper', cure: '' };
  if (daemon.info.defaultRuntime !== 'runc') {
    return { ...base, state: 'ok', found: `missing, the runtime is ${daemon.info.defaultRuntime}`, cure: '' };
  }
  return {
    ...base,
    state: 'warning', // the daemon may run outside this container and have it
    found: 'missing, and the daemon uses plain runc',
    cure: 'If privileged containers fail, stop the daemon: the harness then starts its own with a wrapper',
  };
}

function cgroup({ platform, cgroup, docker }: MachineFacts): Check {
  const base = {
    what: 'cgroups',
    wanted: 'mounted',
    found: cgroup === undefined ? 'none' : `version ${cgroup}`,
  };
  if (platform !== 'linux') return { ...base, state: 'ok', found: 'not needed here', cure: '' };
  if (cgroup !== undefined || docker.daemon.answers) return { ...base, state: 'ok', cure: '' };
  return {
    ...base,
    state: 'missing',
    cure: 'Mount the cgroup filesystem, or start this container with --cgroupns=host',
  };
}

function space(
  what: string,
  found: number | undefined,
  limits: { needed: number; wished: number; cure: string },
): Check {
  const base = {
    what,
    found: found === undefined ? 'unknown' : `${found.toFixed(1)} GiB`,
    wanted: `>= ${limits.wished} GiB`,
  };
  if (found === undefined || found >= limits.wished) return { ...base, state: 'ok', cure: '' };
  return { ...base, state: found < limits.needed ? 'missing' : 'warning', cure: limits.cure };
}

function go({ goVersion }: MachineFacts): Check {
  return atLeast('go', goVersion, '1.26.0', 'Install Go: https://go.dev/dl, or choose another supply');
}

function debootstrap({ debootstrap, docker }: MachineFacts): Check {
  const base = { what: 'debootstrap', wanted: 'installed' };
  if (debootstrap) return { ...base, state: 'ok', found: 'installed', cure: '' };
  if (docker.root && docker.distribution === 'debian') {
    return { ...base, state: 'ok', found: 'none, will be installed', cure: '' };
  }
  return {
    ...base,
    state: 'missing',
    found: 'none',
    cure: 'Run: sudo apt-get install -y debootstrap, or choose another supply',
  };
}
