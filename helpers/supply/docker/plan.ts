import type { HarnessErrorFacts } from '../../process/errors.ts';
import type { DockerFacts } from './facts.ts';

/** The inotify instances that two or three kind clusters want (kind itself asks for 512). */
export const WANTED_INOTIFY_INSTANCES = 1024;

/** One thing to be done so that a usable Docker daemon answers. */
export type DockerAction =
  | { do: 'raise-inotify'; from: number; to: number }
  | { do: 'install'; packages: readonly string[] }
  | { do: 'remove-stale-pid-file'; path: string }
  | { do: 'start-service' }
  | { do: 'start-daemon'; wrapRuntime: boolean };

/** What to do, in this order; or why the harness cannot or must not, and what a person can. */
export type DockerPlan =
  | { possible: true; actions: readonly DockerAction[] }
  | { possible: false; refusal: HarnessErrorFacts & { code: 'docker-unavailable' | 'prerequisite-missing' } };

/**
 * Decides how to come to a usable daemon. One that answers is used as it is. What changes the machine is done as
 * root only, and packages are installed on Debian only.
 */
export function planDocker(facts: DockerFacts): DockerPlan {
  const limits = planInotify(facts);
  if (!limits.possible) return limits;
  const daemon = facts.daemon.answers ? nothing : planDaemon(facts, facts.daemon.why);
  if (!daemon.possible) return daemon;
  return { possible: true, actions: [...limits.actions, ...daemon.actions] };
}

const nothing: DockerPlan & { possible: true } = { possible: true, actions: [] };

function planInotify({ inotifyInstances, root }: DockerFacts): DockerPlan {
  if (inotifyInstances === undefined || inotifyInstances >= WANTED_INOTIFY_INSTANCES) return nothing;
  if (root) {
    return {
      possible: true,
      actions: [{ do: 'raise-inotify', from: inotifyInstances, to: WANTED_INOTIFY_INSTANCES }],
    };
  }
  return refuse('prerequisite-missing', {
    message: `fs.inotify.max_user_instances is ${inotifyInstances}, several kind clusters need ${WANTED_INOTIFY_INSTANCES}`,
    cure: `Run: sudo sysctl -w fs.inotify.max_user_instances=${WANTED_INOTIFY_INSTANCES}`,
  });
}

function planDaemon(facts: DockerFacts, why: string): DockerPlan {
  const impossible = refusalOf(facts, why);
  if (impossible) return refuse('docker-unavailable', impossible);
  const install = planInstall(facts);
  if (facts.systemd) return { possible: true, actions: [...install, { do: 'start-service' }] };
  // dockerd takes the zombie of a killed containerd for one that runs, and waits for it (seen: 20.10).
  const stale = [facts.pidFile, facts.containerdPidFile].flatMap(file =>
    file === undefined || file.lives ? [] : [{ do: 'remove-stale-pid-file', path: file.path } as const],
  );
  // Undefined means unknown: then the wrapper, which takes something away, is left out.
  const wrapRuntime = facts.canGiveSysResource === false;
  return { possible: true, actions: [...install, ...stale, { do: 'start-daemon', wrapRuntime }] };
}

/** What stands in the way of starting a daemon, or undefined. */
function refusalOf(facts: DockerFacts, why: string): HarnessErrorFacts | undefined {
  if (facts.namedHost !== undefined) {
    return {
      message: `the Docker daemon that DOCKER_HOST names (${facts.namedHost}) does not answer: ${why}`,
      cure: 'Start it, or unset DOCKER_HOST',
    };
  }
  if (/permission denied/i.test(why)) {
    return {
      message: 'the Docker daemon refuses this user',
      cure: 'Run: sudo usermod -aG docker "$USER" and log in again',
    };
  }
  if (facts.platform !== 'linux') {
    return {
      message: 'no Docker daemon answers',
      cure: 'Start Docker Desktop (or colima, or another Docker engine)',
    };
  }
  if (facts.pidFile?.lives) {
    return {
      message: `dockerd runs (pid ${facts.pidFile.pid}) but does not answer: ${why}`,
      cure: `Look at its log; if it hangs, end it with: kill ${facts.pidFile.pid}`,
    };
  }
  const complete = facts.dockerd !== undefined && facts.client !== undefined;
  if (facts.root && (complete || facts.distribution === 'debian')) return undefined;
  return {
    message: complete ? 'no Docker daemon answers' : 'Docker is not installed',
    cure: `Run: ${commands(facts)}`,
  };
}

function planInstall({ client, dockerd, distributionMajor }: DockerFacts): DockerAction[] {
  if (client !== undefined && dockerd !== undefined) return [];
  // From Debian 13 on the client is a package of its own.
  const packages = (distributionMajor ?? 0) >= 13 ? ['docker.io', 'docker-cli'] : ['docker.io'];
  return [{ do: 'install', packages }];
}

/** The commands that a person would type, by system. */
function commands({ client, dockerd, distribution, root, systemd }: DockerFacts): string {
  const sudo = root ? '' : 'sudo ';
  const start = systemd ? `${sudo}systemctl start docker` : `${sudo}dockerd &`;
  if (client !== undefined && dockerd !== undefined) return start;
  const install = installCommands[distribution ?? ''];
  return install === undefined
    ? 'the steps of https://docs.docker.com/engine/install/ for your system'
    : `${sudo}${install} && ${start}`;
}

const installCommands: Record<string, string | undefined> = {
  debian: 'apt-get install -y docker.io',
  ubuntu: 'apt-get install -y docker.io',
  fedora: 'dnf install -y moby-engine',
  arch: 'pacman -S --noconfirm docker',
  'opensuse-leap': 'zypper install -y docker',
  'opensuse-tumbleweed': 'zypper install -y docker',
};

function refuse(code: 'docker-unavailable' | 'prerequisite-missing', facts: HarnessErrorFacts): DockerPlan {
  return { possible: false, refusal: { code, ...facts } };
}
