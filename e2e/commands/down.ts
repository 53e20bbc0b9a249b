import { rmSync } from 'node:fs';
import { sweep } from '../../helpers/clusters/sweep.ts';
import { asHarnessError } from '../../helpers/process/errors.ts';
import { type LockHolder, takeLock } from '../../helpers/process/lock.ts';
import { EventProgress } from '../../helpers/process/progress.ts';
import { type KnownRun, knownRuns } from '../../helpers/process/runs.ts';
import { removeHalfMade } from '../../helpers/supply/cache.ts';
import { cacheFolder } from '../../helpers/supply/cacheFolder.mjs';
import { reachDocker } from '../../helpers/supply/docker/ensure.ts';
import { askDaemon, type DockerFacts } from '../../helpers/supply/docker/facts.ts';
import { ownDaemonDied } from '../../helpers/supply/docker/own-daemon.ts';
import { USUAL_DAEMON } from '../../helpers/supply/docker/place.ts';
import { stopOwnDaemon } from '../../helpers/supply/docker/stop-daemon.ts';
import { lockOfWorld } from '../keep/keptWorld.ts';
import { runsFolder } from '../run/folders.ts';

/**
 * Removes the worlds of this cache that are up and what killed runs left: their containers, networks, images and private
 * folders, and what they had half made in the cache. What is under way is left alone, in a world that was up as well, and so
 * is the world of another cache.
 * @returns the exit status: 3 where Docker could not be asked for what they left.
 */
export async function downCommand(write: (line: string) => void): Promise<number> {
  const cacheDir = cacheFolder();
  const runs = knownRuns(runsFolder(cacheDir)).map(run => ({ ...run, user: userOf(run) }));
  const living = runs.filter(({ live, user }) => live || user !== undefined);
  const dead = runs.filter(run => !living.includes(run));
  // What is at work there may still bring something into Docker.
  for (const path of await removeHalfMade(cacheDir)) write(`removed ${path}`);
  const docker = await daemonToAsk(cacheDir, write);
  let worldsElsewhere = 0;
  if (docker.answers) {
    const { removed, elsewhere } = await sweep(living.map(idOf), runs.map(idOf));
    worldsElsewhere = elsewhere.length;
    for (const { kind, name } of removed) write(`removed ${kind} ${name}`);
    for (const { run, folder } of elsewhere)
      write(`world ${run} was left alone: it is of another cache (${folder})`);
  } else {
    write(`no Docker daemon answers (${docker.why})`);
  }
  for (const run of dead) {
    rmSync(run.folder, { recursive: true, force: true });
    write(run.kept ? `removed world ${run.runId}` : `removed folder ${run.folder}`);
  }
  const daemon = await stopOwnDaemon({
    cacheDir,
    othersLive: living.length + worldsElsewhere > 0,
    worldUp: false,
    evenIfKept: true,
  });
  if (daemon.stopped) write('stopped the Docker daemon that this harness had started');
  for (const { runId, user } of living) {
    write(
      user === undefined
        ? `run ${runId} is under way and was left alone`
        : `world ${runId} was left alone: ${user.purpose} is under way in it`,
    );
  }
  if (docker.answers || dead.length === 0) return 0;
  write(
    'what these runs left in Docker could not be looked for: start it, and run `fleet-tls down` once more',
  );
  return 3;
}

/** The daemon that answers; where the harness's own has died, what runs left in it is only found once it lives again. */
async function daemonToAsk(cacheDir: string, write: (line: string) => void): Promise<DockerFacts['daemon']> {
  const daemon = await askDaemon(USUAL_DAEMON, AbortSignal.timeout(30_000));
  if (daemon.answers || !ownDaemonDied(cacheDir)) return daemon;
  write('the Docker daemon that this harness had started has died: starting it again for what is left in it');
  const wanting = { cacheDir, progress: new EventProgress(() => {}), signal: AbortSignal.timeout(180_000) };
  try {
    return { answers: true, info: await reachDocker(wanting, {}) };
  } catch (error) {
    return { answers: false, why: asHarnessError(error).message };
  }
}

function idOf({ runId }: KnownRun): string {
  return runId;
}

/** The run that is under way in a world that is up; where there is none, none can begin any more. */
function userOf({ folder, live, kept }: KnownRun): LockHolder | undefined {
  return kept && !live ? takeLock(lockOfWorld(folder), 'its removal') : undefined;
}
