import { existsSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../process/run.ts';
import { type DockerFacts, findProgram, gatherDockerFacts } from './docker/facts.ts';
import { USUAL_DAEMON } from './docker/place.ts';

/** What the doctor looks at. Sizes in GiB. */
export interface MachineFacts {
  platform: NodeJS.Platform;
  arch: string;
  cores: number;
  nodeVersion: string;
  npmVersion: string | undefined;
  goVersion: string | undefined;
  memoryFree: number | undefined;
  /** Free space where Docker keeps its data and where the cache lies. */
  diskFreeDocker: number | undefined;
  diskFreeCache: number | undefined;
  cgroup: 1 | 2 | undefined;
  debootstrap: boolean;
  docker: DockerFacts;
}

/** Looks at the whole machine; changes nothing. */
export async function gatherMachineFacts(cacheDir: string): Promise<MachineFacts> {
  const [docker, npmVersion, goVersion] = await Promise.all([
    gatherDockerFacts(USUAL_DAEMON),
    versionOfNpm(),
    versionOf('go', ['version']),
  ]);
  return {
    platform: process.platform,
    arch: process.arch,
    cores: availableParallelism(),
    nodeVersion: process.versions.node,
    npmVersion,
    goVersion,
    memoryFree: memoryFree(),
    diskFreeDocker: diskFree(docker.daemon.answers ? docker.daemon.info.rootDir : '/var/lib/docker'),
    diskFreeCache: diskFree(cacheDir),
    cgroup: cgroupVersion(),
    debootstrap: findProgram('debootstrap') !== undefined,
    docker,
  };
}

/** Free space in GiB at a path, or at the nearest folder above it that exists. */
export function diskFree(path: string): number | undefined {
  try {
    const nearest = existsSync(path) ? path : dirname(path);
    if (nearest !== path) return diskFree(nearest);
    const { bavail, bsize } = statfsSync(nearest);
    return (bavail * bsize) / 2 ** 30;
  } catch {
    return undefined;
  }
}

/** The first version number in a text, as in `go version go1.26.1 linux/amd64`. */
export function versionIn(text: string): string | undefined {
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0];
}

/** npm's version, as the package says that its program lies in: to ask it takes longer than all else that is looked at. */
export async function versionOfNpm(): Promise<string | undefined> {
  const program = findProgram('npm');
  if (program === undefined) return undefined;
  try {
    const manifest = JSON.parse(
      readFileSync(join(dirname(realpathSync(program)), '../package.json'), 'utf8'),
    );
    if (manifest.name === 'npm') return versionIn(String(manifest.version));
  } catch {
    // A program that starts npm from elsewhere has to be asked.
  }
  return versionOf('npm', ['--version']);
}

async function versionOf(program: string, args: readonly string[]): Promise<string | undefined> {
  if (findProgram(program) === undefined) return undefined;
  try {
    return versionIn((await run(program, args, { timeoutMs: 20_000 })).stdout);
  } catch {
    return undefined; // a program that cannot tell its version is as good as none
  }
}

/** Memory that can be had, in GiB: on Linux the caches count as free. */
export function memoryFree(): number {
  if (process.platform !== 'linux') return (process.platform === 'darwin' ? totalmem() : freemem()) / 2 ** 30;
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return Number(available ?? 0) / 2 ** 20;
}

function cgroupVersion(): 1 | 2 | undefined {
  if (existsSync('/sys/fs/cgroup/cgroup.controllers')) return 2;
  return existsSync('/sys/fs/cgroup/memory') ? 1 : undefined;
}
