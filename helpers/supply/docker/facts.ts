import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { HarnessError } from '../../process/errors.ts';
import { processStart } from '../../process/liveness.ts';
import { run } from '../../process/run.ts';
import { canGiveSysResource } from './capabilities.ts';
import { type DaemonPlace, dockerArgs } from './place.ts';

/** What a daemon that answers says of itself. */
export interface DaemonInfo {
  version: string;
  defaultRuntime: string;
  /** Where it keeps images and containers, on its own machine. */
  rootDir: string;
}

/** What the machine says about Docker before anything is done. */
export interface DockerFacts {
  platform: NodeJS.Platform;
  /** `ID` of /etc/os-release (`debian`, `ubuntu`, ...). */
  distribution: string | undefined;
  /** The whole number in `VERSION_ID`, as in 12. */
  distributionMajor: number | undefined;
  root: boolean;
  /** Whether systemd runs the machine's services. */
  systemd: boolean;
  /** The programs' paths. */
  client: string | undefined;
  dockerd: string | undefined;
  /** A daemon that the user named by DOCKER_HOST; the harness starts none in its place. */
  namedHost: string | undefined;
  daemon: { answers: true; info: DaemonInfo } | { answers: false; why: string };
  /** The daemon's pid file, and whether a dockerd lives under that id. */
  pidFile: PidFile | undefined;
  /** The same of the containerd that the daemon starts for itself. */
  containerdPidFile: PidFile | undefined;
  canGiveSysResource: boolean | undefined;
  /** `fs.inotify.max_user_instances`; undefined off Linux. */
  inotifyInstances: number | undefined;
}

/** A pid file that lies there. */
export interface PidFile {
  path: string;
  pid: number;
  /** Whether its program lives under that id; a zombie does not. */
  lives: boolean;
}

/** Looks at the machine and asks the daemon; changes nothing. */
export async function gatherDockerFacts(place: DaemonPlace, signal?: AbortSignal): Promise<DockerFacts> {
  const release = readText('/etc/os-release') ?? '';
  const client = findProgram('docker');
  return {
    platform: process.platform,
    distribution: releaseField(release, 'ID'),
    distributionMajor: wholeNumber(releaseField(release, 'VERSION_ID')),
    root: process.getuid?.() === 0,
    systemd: existsSync('/run/systemd/system'),
    client,
    dockerd: findProgram('dockerd'),
    namedHost: place.host === undefined ? process.env.DOCKER_HOST || undefined : undefined,
    daemon:
      client === undefined ? { answers: false, why: 'no docker client' } : await askDaemon(place, signal),
    pidFile: lookAtPidFile(place.pidFile, 'dockerd'),
    containerdPidFile: lookAtPidFile(join(place.execRoot, 'containerd', 'containerd.pid'), 'containerd'),
    canGiveSysResource: canGiveSysResource(),
    inotifyInstances: wholeNumber(readText('/proc/sys/fs/inotify/max_user_instances')),
  };
}

/** Asks the daemon who it is; that it does not answer is an answer. */
export async function askDaemon(place: DaemonPlace, signal?: AbortSignal): Promise<DockerFacts['daemon']> {
  const format = '{{.ServerVersion}}\t{{.DefaultRuntime}}\t{{.DockerRootDir}}';
  try {
    const { stdout } = await run('docker', [...dockerArgs(place), 'info', '--format', format], {
      timeoutMs: 20_000,
      ...(signal && { signal }),
    });
    const [version, defaultRuntime, rootDir] = stdout.trim().split('\t');
    if (!version || !rootDir) return { answers: false, why: 'it gave no version' };
    return { answers: true, info: { version, defaultRuntime: defaultRuntime ?? '', rootDir } };
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'command-failed')
      return { answers: false, why: error.message };
    throw error;
  }
}

/** The path of a program, looked for on PATH and where administrators' programs lie (often not on a user's PATH). */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.map(folder => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function lookAtPidFile(path: string, program: string): PidFile | undefined {
  const pid = wholeNumber(readText(path));
  if (pid === undefined) return undefined;
  const named = readText(`/proc/${pid}/comm`)?.trim() === program;
  return { path, pid, lives: named && processStart(pid) !== undefined };
}

/** One field of an os-release file, without its quotes. */
export function releaseField(release: string, key: string): string | undefined {
  return new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(release)?.[1];
}

function wholeNumber(text: string | undefined): number | undefined {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
