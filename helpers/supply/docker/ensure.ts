import { rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../../process/context.ts';
import { HarnessError } from '../../process/errors.ts';
import { type Look, poll } from '../../process/poll.ts';
import { run } from '../../process/run.ts';
import { knownRuns } from '../../process/runs.ts';
import { askDaemon, type DaemonInfo, type DockerFacts, gatherDockerFacts } from './facts.ts';
import { installPackages } from './install.ts';
import { readOwnDaemon } from './own-daemon.ts';
import { type DaemonPlace, USUAL_DAEMON } from './place.ts';
import { type DockerAction, planDocker } from './plan.ts';
import { startDaemon } from './start-daemon.ts';
import { stopOwnDaemon } from './stop-daemon.ts';

/** How a usable daemon is come by. */
export interface EnsureDockerOptions {
  /** A daemon that this run starts stays when the run ends. */
  keepDaemon?: boolean;
  /** Another daemon than the machine's usual one. */
  place?: DaemonPlace;
}

/** What starting a daemon needs to know of whoever wants it. */
type Wanting = Pick<Context, 'cacheDir' | 'progress' | 'signal'>;

/**
 * Makes sure that a Docker daemon answers: uses the one that does, as it is; else, as root, installs and starts what
 * is missing. A daemon that the harness started ends with the last run that uses it.
 * @throws HarnessError `docker-unavailable` or `prerequisite-missing`, with the commands to type where the harness
 *   must not run them itself.
 */
export async function ensureDocker(context: Context, options: EnsureDockerOptions = {}): Promise<DaemonInfo> {
  return reachDocker(context, options, starts => {
    // Also when another run started it: the last one to leave stops it.
    if (starts || readOwnDaemon(context.cacheDir)) enterDaemon(context);
  });
}

/**
 * The same outside a run, for whoever stops the daemon in person.
 * @param before told whether a daemon will be started, before anything is done.
 */
export async function reachDocker(
  wanting: Wanting,
  options: EnsureDockerOptions,
  before: (starts: boolean) => void = () => {},
): Promise<DaemonInfo> {
  const place = options.place ?? USUAL_DAEMON;
  const facts = await factsAtRest(place, wanting.signal);
  const plan = planDocker(facts);
  if (!plan.possible) throw new HarnessError(plan.refusal.code, plan.refusal);
  before(plan.actions.some(action => action.do === 'start-daemon'));
  for (const action of plan.actions)
    await act(wanting, action, { ...options, place, systemd: facts.systemd });
  const daemon = await askDaemon(place, wanting.signal);
  if (daemon.answers) return daemon.info;
  throw new HarnessError('docker-unavailable', {
    message: `the Docker daemon does not answer: ${daemon.why}`,
    cure: 'Run `fleet-tls doctor`',
  });
}

/** The facts, once a daemon that is just starting (another run's, perhaps) has had its time to answer. */
async function factsAtRest(place: DaemonPlace, signal: AbortSignal): Promise<DockerFacts> {
  let facts = await gatherDockerFacts(place, signal);
  const until = Date.now() + 30_000;
  while (!facts.daemon.answers && facts.pidFile?.lives && Date.now() < until) {
    await delay(500, undefined, { signal });
    facts = await gatherDockerFacts(place, signal);
  }
  return facts;
}

function enterDaemon(context: Context): void {
  context.ledger.enter({ kind: 'daemon', name: 'dockerd' }, async () => {
    const others = knownRuns(dirname(context.privateDir)).filter(run => run.runId !== context.runId);
    const outcome = await stopOwnDaemon({
      cacheDir: context.cacheDir,
      othersLive: others.some(run => run.live),
      worldUp: others.some(run => run.kept),
    });
    if (!outcome.stopped && outcome.why !== 'none of ours runs') {
      context.progress.say(`the Docker daemon that this harness started stays: ${outcome.why}`);
    }
  });
}

type ActionOptions = EnsureDockerOptions & { place: DaemonPlace; systemd: boolean };

async function act(wanting: Wanting, action: DockerAction, options: ActionOptions): Promise<void> {
  const { progress, signal, cacheDir } = wanting;
  const { place, systemd, keepDaemon: keep = false } = options;
  switch (action.do) {
    case 'raise-inotify':
      progress.say(`raising fs.inotify.max_user_instances from ${action.from} to ${action.to}`);
      return raiseInotify(action.to);
    case 'install':
      return progress.step(
        `installing ${action.packages.join(' ')}`,
        step => installPackages({ packages: action.packages, systemd, step, signal }),
        { estimateSeconds: 30 },
      );
    case 'remove-stale-pid-file':
      progress.say(`removing the pid file of a daemon that was killed (${action.path})`);
      return rmSync(action.path, { force: true });
    case 'start-service':
      return progress.step('starting the docker service', () => startService(place, signal));
    case 'start-daemon': {
      const { wrapRuntime } = action;
      const how = wrapRuntime ? ' (with a runtime wrapper: CAP_SYS_RESOURCE is missing here)' : '';
      await progress.step(`starting a Docker daemon${how}`, () =>
        startDaemon({ cacheDir, place, wrapRuntime, keep, signal }),
      );
    }
  }
}

function raiseInotify(to: number): void {
  try {
    writeFileSync('/proc/sys/fs/inotify/max_user_instances', String(to));
  } catch (error) {
    throw new HarnessError('prerequisite-missing', {
      message: 'could not raise fs.inotify.max_user_instances',
      cure: `Run on the host: sysctl -w fs.inotify.max_user_instances=${to}`,
      cause: error,
    });
  }
}

async function startService(place: DaemonPlace, signal: AbortSignal): Promise<void> {
  await run('systemctl', ['start', 'docker'], { signal, timeoutMs: 90_000 });
  await poll({ what: 'the docker service', deadlineMs: 30_000, signal }, async (): Promise<Look<void>> => {
    const daemon = await askDaemon(place, signal);
    return daemon.answers ? { done: true, value: undefined } : { done: false, saw: daemon.why };
  });
}
