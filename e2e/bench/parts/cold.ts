import { join } from 'node:path';
import { dockerLines } from '../../../helpers/clusters/docker.ts';
import { STANDIN_VERSIONS } from '../../../helpers/fleet/releases/standin.ts';
import type { Context } from '../../../helpers/process/context.ts';
import { HarnessError } from '../../../helpers/process/errors.ts';
import { run as runCommand } from '../../../helpers/process/run.ts';
import { knownRuns } from '../../../helpers/process/runs.ts';
import { RECIPE_LABEL } from '../../../helpers/supply/image.ts';
import { pairWithItself } from '../../plan/mutants.ts';
import { runsFolder } from '../../run/folders.ts';
import { figure } from '../figures.ts';
import { callHarness } from '../harness.ts';
import type { BenchPart } from '../part.ts';

const BUDGET_SECONDS = 25 * 60;

/** How long it takes to make all that a run needs out of nothing. */
export const cold: BenchPart = {
  name: 'cold',
  what: '`prefetch --supply source` where nothing is there: no image, no program, no Go module; once, whatever the rounds',
  docker: true,
  onlyNamed: true,
  measure: async ({ run }) => {
    refuseOthers(run);
    const caches = {
      FLEET_TLS_CACHE: join(run.privateDir, 'cache'),
      GOCACHE: join(run.privateDir, 'go-build'),
      GOMODCACHE: join(run.privateDir, 'go-mod'),
    };
    await removeImages(run.signal);
    const [version = ''] = STANDIN_VERSIONS.slice(-1);
    try {
      const args = ['prefetch', '--supply', 'source', '--pair', pairWithItself(version), '--keep-docker'];
      const { seconds } = await callHarness(args, { signal: run.signal, env: caches });
      return {
        figures: figure('prefetch, cold', 's', [seconds], BUDGET_SECONDS),
        remarks: [],
      };
    } finally {
      // Go makes its modules read-only, and takes them away itself.
      await runCommand('go', ['clean', '-modcache'], { env: caches });
    }
  },
};

/** Its own images go, and come again with the measurement: nobody may be using them. */
function refuseOthers({ cacheDir, runId }: Context): void {
  const other = knownRuns(runsFolder(cacheDir)).find(one => one.runId !== runId && (one.live || one.kept));
  if (other === undefined) return;
  throw new HarnessError('usage', {
    message: `${other.kept ? 'a world is up' : 'a run is under way'} (${other.runId}), and its images would be removed`,
    cure: 'Wait until it has ended, or remove it with `fleet-tls down`',
  });
}

async function removeImages(signal: AbortSignal): Promise<void> {
  const args = ['image', 'ls', '--all', '--quiet', '--no-trunc', '--filter', `label=${RECIPE_LABEL}`];
  const images = [...new Set(await dockerLines(args, signal))];
  if (images.length > 0) await dockerLines(['image', 'rm', '--force', ...images], signal);
}
