import { expect, test } from 'vitest';
import type { DockerFacts } from './docker/facts.ts';
import { type Check, checksTable, examine, isHealthy } from './doctor.ts';
import type { MachineFacts } from './machine.ts';

const docker: DockerFacts = {
  platform: 'linux',
  distribution: 'debian',
  distributionMajor: 12,
  root: true,
  systemd: false,
  client: '/usr/bin/docker',
  dockerd: '/usr/sbin/dockerd',
  namedHost: undefined,
  daemon: { answers: true, info: { version: '28.0.1', defaultRuntime: 'runc', rootDir: '/var/lib/docker' } },
  pidFile: undefined,
  containerdPidFile: undefined,
  canGiveSysResource: true,
  inotifyInstances: 8192,
};
const noDaemon = { answers: false, why: 'Cannot connect' } as const;

const well: MachineFacts = {
  platform: 'linux',
  arch: 'x64',
  cores: 2,
  nodeVersion: '24.1.0',
  npmVersion: '11.2.0',
  goVersion: '1.26.1',
  memoryFree: 16,
  diskFreeDocker: 60,
  diskFreeCache: 60,
  cgroup: 2,
  debootstrap: true,
  docker,
};

function check(
  what: string,
  changes: Partial<MachineFacts>,
  supply: 'registry' | 'source' | 'local' = 'source',
): Check {
  const found = examine({ ...well, ...changes }, supply).find(check => check.what === what);
  if (!found) throw new Error(`no check of ${what}`);
  return found;
}

test('a machine with everything is healthy, and every check is ok without a cure', () => {
  const checks = examine(well, 'source');
  expect(isHealthy(checks)).toBe(true);
  expect(checks.filter(check => check.state !== 'ok' || check.cure !== '')).toEqual([]);
});

test.for([
  ['node', { nodeVersion: '20.11.0' }],
  ['npm', { npmVersion: undefined }],
  ['go', { goVersion: undefined }],
  ['go', { goVersion: '1.24.9' }],
  ['debootstrap', { debootstrap: false, docker: { ...docker, root: false } }],
  ['docker', { docker: { ...docker, root: false, daemon: noDaemon } }],
  ['inotify instances', { docker: { ...docker, root: false, inotifyInstances: 128 } }],
  ['memory', { memoryFree: 1 }],
  ['disk space for Docker', { diskFreeDocker: 3 }],
  ['disk space for the cache', { diskFreeCache: 3 }],
  ['cgroups', { cgroup: undefined, docker: { ...docker, daemon: noDaemon } }],
] satisfies [string, Partial<MachineFacts>][])(
  '%s that falls short is missing, with a cure, and the machine is not healthy',
  ([what, changes]) => {
    const found = check(what, changes);
    expect(found.state).toBe('missing');
    expect(found.cure).not.toBe('');
    expect(isHealthy(examine({ ...well, ...changes }, 'source'))).toBe(false);
  },
);

test('Go and debootstrap are asked for by the source supply only', () => {
  const names = (supply: 'registry' | 'source') => examine(well, supply).map(check => check.what);
  expect(names('source')).toEqual(expect.arrayContaining(['go', 'debootstrap']));
  expect(names('registry')).not.toEqual(expect.arrayContaining(['go']));
});

test('what the harness will do by itself is said and is no defect', () => {
  const changes = {
    docker: { ...docker, client: undefined, dockerd: undefined, daemon: noDaemon, inotifyInstances: 128 },
  };
  expect(check('docker', changes)).toMatchObject({
    state: 'ok',
    found: expect.stringContaining('docker.io will be installed'),
  });
  expect(check('inotify instances', changes)).toMatchObject({ state: 'ok', found: '128, will be raised' });
});

test('a foreign daemon with plain runc where the capability is missing is a warning only', () => {
  const found = check('CAP_SYS_RESOURCE', { docker: { ...docker, canGiveSysResource: false } });
  expect(found.state).toBe('warning');
});

test('less room than wished for is a warning while it is enough', () => {
  expect(check('memory', { memoryFree: 3 }).state).toBe('warning');
});

test('the table has a line for each check and the cure below what is not well', () => {
  const lines = checksTable(examine({ ...well, memoryFree: 1 }, 'local')).split('\n');
  expect(lines[0]).toMatch(/prerequisite\s+found\s+wanted/);
  const memory = lines.findIndex(line => /^missing\s+memory\s+1\.0 GiB/.test(line));
  expect(memory).toBeGreaterThan(0);
  expect(lines[memory + 1]).toMatch(/^ {2}-> Free memory/);
});
