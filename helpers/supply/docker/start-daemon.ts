import { spawn } from 'node:child_process';
import { chmodSync, closeSync, copyFileSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../../process/errors.ts';
import { processStart } from '../../process/liveness.ts';
import { type Look, poll } from '../../process/poll.ts';
import { tellingLine } from '../../process/run.ts';
import { askDaemon, type DaemonInfo, findProgram } from './facts.ts';
import { daemonFolder, type OwnDaemon, readOwnDaemon, writeOwnDaemon } from './own-daemon.ts';
import type { DaemonPlace } from './place.ts';

/** The name under which the daemon knows the wrapper; the daemon's own word for the plain one is `runc`. */
export const WRAPPED_RUNTIME = 'fleet-tls-runc';

/** What a start needs to know. */
export interface StartOptions {
  cacheDir: string;
  place: DaemonPlace;
  wrapRuntime: boolean;
  /** Whether the daemon stays when the last run has ended. */
  keep: boolean;
  signal: AbortSignal;
}

/**
 * Starts dockerd as a process of its own that outlives this one, and waits until it answers. It is noted as the
 * harness's own, unless another daemon was faster and answers in its place.
 * @throws HarnessError `docker-unavailable` with the telling line of its log.
 */
export async function startDaemon(options: StartOptions): Promise<DaemonInfo> {
  const { cacheDir, place, signal } = options;
  const folder = daemonFolder(cacheDir);
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, 'dockerd.log');
  const own = launch(options, folder, logFile);
  // Noted before it answers: a run that is killed meanwhile leaves a daemon that can be found.
  // Another run may be starting one at the same moment: the first to be noted is the one that will answer.
  if (!readOwnDaemon(cacheDir)) writeOwnDaemon(cacheDir, own.record);
  const failure = (why: string, cause?: unknown) =>
    new HarnessError('docker-unavailable', {
      message: `dockerd did not start: ${why}`,
      cure: `Read ${logFile}`,
      cause,
    });
  try {
    return await poll(
      { what: 'the Docker daemon', deadlineMs: 120_000, everyMs: 250, signal },
      async (): Promise<Look<DaemonInfo>> => {
        const daemon = await askDaemon(place, signal);
        if (daemon.answers) return { done: true, value: daemon.info };
        if (own.ended())
          throw failure(tellingLine(readFileSync(logFile, 'utf8')) || 'it ended without a word');
        return { done: false, saw: daemon.why };
      },
    );
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'wait-expired')
      throw failure('it does not answer', error);
    throw error;
  }
}

function launch(
  options: StartOptions,
  folder: string,
  logFile: string,
): { record: OwnDaemon; ended: () => boolean } {
  const { place, wrapRuntime, keep } = options;
  const log = openSync(logFile, 'w', 0o600);
  const args = [
    ...(place.host === undefined ? [] : ['--host', place.host]),
    ...['--pidfile', place.pidFile, '--exec-root', place.execRoot],
    ...(wrapRuntime ? wrapperFlags(folder) : []),
    ...place.flags,
  ];
  const child = spawn(findProgram('dockerd') ?? 'dockerd', args, {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    // iptables, runc and containerd lie where a user's PATH may not look.
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin` },
  });
  closeSync(log);
  child.unref();
  let failedToSpawn = false;
  child.on('error', () => {
    failedToSpawn = true;
  });
  const pid = child.pid ?? 0;
  const record: OwnDaemon = { schema: 1, pid, processStart: processStart(pid) ?? '', place, keep };
  return { record, ended: () => failedToSpawn || child.exitCode !== null || child.signalCode !== null };
}

/** Flags and not a configuration file: the machine's own /etc/docker/daemon.json stays in force. */
function wrapperFlags(folder: string): string[] {
  // A copy outside the clone: the daemon may outlive it.
  const wrapper = join(folder, 'oci-runtime');
  copyFileSync(fileURLToPath(new URL('./oci-runtime.sh', import.meta.url)), wrapper);
  chmodSync(wrapper, 0o755);
  return ['--add-runtime', `${WRAPPED_RUNTIME}=${wrapper}`, '--default-runtime', WRAPPED_RUNTIME];
}
