import { rmSync } from 'node:fs';
import { sweep } from '../../helpers/clusters/sweep.ts';
import { knownRuns } from '../../helpers/process/runs.ts';
import { cacheFolder } from '../../helpers/supply/cache.ts';
import { stopOwnDaemon } from '../../helpers/supply/docker/stop-daemon.ts';
import { runsFolder } from '../run/folders.ts';

/** Removes what killed runs left: their containers, networks, images and private folders. Gives the exit status. */
export async function downCommand(write: (line: string) => void): Promise<number> {
  const cacheDir = cacheFolder();
  const runs = knownRuns(runsFolder(cacheDir));
  const living = runs.filter(run => run.live).map(({ runId }) => runId);
  const removed = await sweep(living);
  for (const { kind, name } of removed) write(`removed ${kind} ${name}`);
  for (const { folder } of runs.filter(run => !run.live)) {
    rmSync(folder, { recursive: true, force: true });
    write(`removed folder ${folder}`);
  }
  const daemon = await stopOwnDaemon({ cacheDir, othersLive: living.length > 0, evenIfKept: true });
  if (daemon.stopped) write('stopped the Docker daemon that this harness had started');
  for (const runId of living) write(`run ${runId} is under way and was left alone`);
  return 0;
}
