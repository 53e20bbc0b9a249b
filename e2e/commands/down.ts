import { rmSync } from 'node:fs';
import { sweep } from '../../helpers/clusters/sweep.ts';
import { knownRuns } from '../../helpers/process/runs.ts';
import { cacheFolder } from '../../helpers/supply/cache.ts';
import { askDaemon } from '../../helpers/supply/docker/facts.ts';
import { USUAL_DAEMON } from '../../helpers/supply/docker/place.ts';
import { stopOwnDaemon } from '../../helpers/supply/docker/stop-daemon.ts';
import { runsFolder } from '../run/folders.ts';

/** Removes what killed runs left: their containers, networks, images and private folders. Gives the exit status. */
export async function downCommand(write: (line: string) => void): Promise<number> {
  const cacheDir = cacheFolder();
  const runs = knownRuns(runsFolder(cacheDir));
  const living = runs.filter(run => run.live).map(({ runId }) => runId);
  const docker = await askDaemon(USUAL_DAEMON, AbortSignal.timeout(30_000));
  if (docker.answers) {
    for (const { kind, name } of await sweep(living)) write(`removed ${kind} ${name}`);
  } else {
    write(`no Docker daemon answers (${docker.why}), so nothing of a run is running`);
  }
  for (const { folder } of runs.filter(run => !run.live)) {
    rmSync(folder, { recursive: true, force: true });
    write(`removed folder ${folder}`);
  }
  const daemon = await stopOwnDaemon({
    cacheDir,
    othersLive: living.length > 0,
    evenIfKept: true,
    worldUp: false,
  });
  if (daemon.stopped) write('stopped the Docker daemon that this harness had started');
  for (const runId of living) write(`run ${runId} is under way and was left alone`);
  return 0;
}
