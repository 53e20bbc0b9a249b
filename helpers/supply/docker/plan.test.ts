import { describe, expect, test } from 'vitest';
import type { DockerFacts } from './facts.ts';
import { type DockerPlan, planDocker } from './plan.ts';

/** A fresh Debian, as root, with nothing of Docker, unless said otherwise. */
function machine(changes: Partial<DockerFacts> = {}): DockerFacts {
  return {
    platform: 'linux',
    distribution: 'debian',
    distributionMajor: 12,
    root: true,
    systemd: false,
    client: undefined,
    dockerd: undefined,
    namedHost: undefined,
    daemon: { answers: false, why: 'Cannot connect to the Docker daemon' },
    pidFile: undefined,
    containerdPidFile: undefined,
    canGiveSysResource: true,
    inotifyInstances: 8192,
    ...changes,
  };
}

const answering: Partial<DockerFacts> = {
  client: '/usr/bin/docker',
  daemon: {
    answers: true,
    info: { version: '20.10.24', defaultRuntime: 'runc', rootDir: '/var/lib/docker' },
  },
};
const installed: Partial<DockerFacts> = { client: '/usr/bin/docker', dockerd: '/usr/sbin/dockerd' };
const user: Partial<DockerFacts> = { root: false };

function actionsOf(plan: DockerPlan): readonly unknown[] {
  if (!plan.possible) throw new Error(`refused: ${plan.refusal.message}`);
  return plan.actions;
}

function refusalOf(plan: DockerPlan) {
  if (plan.possible) throw new Error(`not refused: ${JSON.stringify(plan.actions)}`);
  return plan.refusal;
}

describe('a daemon that answers', () => {
  test.for([
    ['for root', {}],
    ['for a normal user', user],
    ['where CAP_SYS_RESOURCE is missing', { canGiveSysResource: false }],
    ['beside a stale pid file', { pidFile: { path: '/p', pid: 7, lives: false } }],
    ['on macOS', { platform: 'darwin', inotifyInstances: undefined } satisfies Partial<DockerFacts>],
  ] satisfies [string, Partial<DockerFacts>][])('is used as it is %s', ([, changes]) => {
    expect(actionsOf(planDocker(machine({ ...answering, ...changes })))).toEqual([]);
  });
});

describe('as root on Debian', () => {
  test('a machine without Docker gets docker.io and a daemon', () => {
    expect(actionsOf(planDocker(machine()))).toEqual([
      { do: 'install', packages: ['docker.io'] },
      { do: 'start-daemon', wrapRuntime: false },
    ]);
  });

  test('a client without a daemon program still needs the installation', () => {
    expect(actionsOf(planDocker(machine({ client: '/usr/local/bin/docker' })))).toContainEqual({
      do: 'install',
      packages: ['docker.io'],
    });
  });

  test('the client is a package of its own from Debian 13 on', () => {
    expect(actionsOf(planDocker(machine({ distributionMajor: 13 })))[0]).toEqual({
      do: 'install',
      packages: ['docker.io', 'docker-cli'],
    });
  });

  test('an installed Docker is only started', () => {
    expect(actionsOf(planDocker(machine(installed)))).toEqual([{ do: 'start-daemon', wrapRuntime: false }]);
  });

  test('the runtime is wrapped only where CAP_SYS_RESOURCE is known to be missing', () => {
    const planned = (canGiveSysResource: boolean | undefined) =>
      actionsOf(planDocker(machine({ ...installed, canGiveSysResource })));
    expect(planned(false)).toEqual([{ do: 'start-daemon', wrapRuntime: true }]);
    expect(planned(undefined)).toEqual([{ do: 'start-daemon', wrapRuntime: false }]);
  });

  test('systemd starts its own service', () => {
    expect(actionsOf(planDocker(machine({ ...installed, systemd: true })))).toEqual([
      { do: 'start-service' },
    ]);
  });

  test('the pid file of a killed daemon is removed before the start', () => {
    const pidFile = { path: '/var/run/docker.pid', pid: 4711, lives: false };
    expect(actionsOf(planDocker(machine({ ...installed, pidFile })))).toEqual([
      { do: 'remove-stale-pid-file', path: '/var/run/docker.pid' },
      { do: 'start-daemon', wrapRuntime: false },
    ]);
  });

  test('the pid file of a containerd that was killed with it is removed as well, and that of a living one is not', () => {
    const path = '/var/run/docker/containerd/containerd.pid';
    const planned = (lives: boolean) =>
      actionsOf(planDocker(machine({ ...installed, containerdPidFile: { path, pid: 4712, lives } })));
    expect(planned(false)).toContainEqual({ do: 'remove-stale-pid-file', path });
    expect(planned(true)).toEqual([{ do: 'start-daemon', wrapRuntime: false }]);
  });

  test('a dockerd that lives but does not answer is named and left alone', () => {
    const pidFile = { path: '/var/run/docker.pid', pid: 4711, lives: true };
    const refusal = refusalOf(planDocker(machine({ ...installed, pidFile })));
    expect(refusal.message).toContain('pid 4711');
    expect(refusal.cure).toContain('kill 4711');
  });
});

describe('inotify', () => {
  test('a limit that is too low is raised by root', () => {
    expect(actionsOf(planDocker(machine({ ...answering, inotifyInstances: 128 })))).toEqual([
      { do: 'raise-inotify', from: 128, to: 1024 },
    ]);
  });

  test('a limit that is high enough is left alone', () => {
    expect(actionsOf(planDocker(machine({ ...answering, inotifyInstances: 1024 })))).toEqual([]);
  });

  test('a normal user is told the command', () => {
    const refusal = refusalOf(planDocker(machine({ ...answering, ...user, inotifyInstances: 128 })));
    expect(refusal.code).toBe('prerequisite-missing');
    expect(refusal.cure).toContain('sudo sysctl -w fs.inotify.max_user_instances=1024');
  });
});

describe('commands are named instead of run', () => {
  test.for([
    ['for a normal user on Debian', user, 'sudo apt-get install -y docker.io && sudo dockerd'],
    [
      'for a normal user with Docker installed',
      { ...user, ...installed, systemd: true },
      'sudo systemctl start docker',
    ],
    [
      'for root on another distribution',
      { distribution: 'fedora', systemd: true },
      'dnf install -y moby-engine && systemctl start docker',
    ],
    ['for an unknown distribution', { distribution: 'own' }, 'https://docs.docker.com/engine/install/'],
    ['on macOS', { platform: 'darwin' }, 'Docker Desktop'],
    [
      'for a user outside the docker group',
      { ...user, ...installed, daemon: { answers: false, why: 'permission denied while' } },
      'usermod -aG docker',
    ],
    [
      'for a daemon that DOCKER_HOST names',
      { ...installed, namedHost: 'tcp://nas:2376' },
      'unset DOCKER_HOST',
    ],
  ] satisfies [string, Partial<DockerFacts>, string][])('%s', ([, changes, cure]) => {
    const refusal = refusalOf(planDocker(machine(changes)));
    expect(refusal.code).toBe('docker-unavailable');
    expect(refusal.cure).toContain(cure);
  });
});
