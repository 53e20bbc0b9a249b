import { rmSync } from 'node:fs';
import { sweep } from '../../helpers/clusters/sweep.ts';
import { type LockHolder, takeLock } from '../../helpers/process/lock.ts';
import { type KnownRun, knownRuns } from '../../helpers/process/runs.ts';
import { cacheFolder } from '../../helpers/supply/cacheFolder.ts';
import { askDaemon } from '../../helpers/supply/docker/facts.ts';
import { USUAL_DAEMON } from '../../helpers/supply/docker/place.ts';
import { stopOwnDaemon } from '../../helpers/supply/docker/stop-daemon.ts';
import { lockOfWorld } from '../keep/keptWorld.ts';
import { runsFolder } from '../run/folders.ts';

/**
 * Removes the worlds of this cache that are up and what killed runs left: their containers, networks, images and private
 * folders. What is under way is left alone, in a world that was up as well, and so is the world of another cache. Gives the
 * exit status.
 */
export async function downCommand(write: (line: string) => void): Promise<number> {
  const cacheDir = cacheFolder();
  const runs = knownRuns(runsFolder(cacheDir)).map(run => ({ ...run, user: userOf(run) }));
  const living = runs.filter(({ live, user }) => live || user !== undefined);
  const docker = await askDaemon(USUAL_DAEMON, AbortSignal.timeout(30_000));
  let worldsElsewhere = 0;
  if (docker.answers) {
    const { removed, elsewhere } = await sweep(living.map(idOf), runs.map(idOf));
    worldsElsewhere = elsewhere.length;
    for (const { kind, name } of removed) write(`removed ${kind} ${name}`);
    for (const { run, folder } of elsewhere)
      write(`world ${run} was left alone: it is of another cache (${folder})`);
  } else {
    write(`no Docker daemon answers (${docker.why}), so nothing of a run is running`);
  }
  for (const run of runs.filter(run => !living.includes(run))) {
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
  return 0;
}

function idOf({ runId }: KnownRun): string {
  return runId;
}

/** The run that is under way in a world that is up; where there is none, none can begin any more. */
function userOf({ folder, live, kept }: KnownRun): LockHolder | undefined {
  return kept && !live ? takeLock(lockOfWorld(folder), 'its removal') : undefined;
}
