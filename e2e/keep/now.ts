import type { Release } from '../../helpers/fleet/release.ts';
import { absoluteChartFolder, readChartFolder } from '../../helpers/fleet/releases/chartFolder.ts';
import { run } from '../../helpers/process/run.ts';
import { askDaemon } from '../../helpers/supply/docker/facts.ts';
import { USUAL_DAEMON } from '../../helpers/supply/docker/place.ts';
import type { OpenRun } from '../run/open.ts';
import { chooseReleases, type FleetOptions } from '../run/releases.ts';
import type { WorldNow } from './fit.ts';
import { type KeptWorld, planNow } from './keptWorld.ts';
import { releasePrints } from './releasePrint.ts';

/** The releases of a world as they are now, and by what they were asked for. */
export interface ReleasesNow {
  releases: Release[];
  asked: FleetOptions;
}

/**
 * Looks how a world is now, and its releases.
 * @param charts chart folders that were given now: they count instead of those of the same versions that the world came
 *   up with.
 */
export async function worldNow(
  context: OpenRun,
  world: KeptWorld,
  charts: readonly string[],
): Promise<WorldNow & ReleasesNow> {
  const common = { at: Date.now(), plan: planNow(world) };
  const daemon = await askDaemon(USUAL_DAEMON, context.signal);
  if (!daemon.answers) {
    return { ...common, running: { unknown: daemon.why }, prints: {}, releases: [], asked: world.asked };
  }
  const { stdout } = await run('docker', ['ps', '--format', '{{.Names}}'], { signal: context.signal });
  const now = await releasesNow(context, world, charts);
  return {
    ...{ ...common, ...now },
    running: { names: stdout.split('\n') },
    prints: releasePrints(now.releases),
  };
}

/** Published releases do not change; images and charts of this machine do, and so does the source of the stand-in. */
async function releasesNow(
  context: OpenRun,
  { fleet, asked }: KeptWorld,
  charts: readonly string[],
): Promise<ReleasesNow> {
  if (fleet === 'registry') return { releases: [], asked };
  const now = fleet === 'local' ? { ...asked, charts: chartsNow(asked.charts, charts) } : asked;
  return { releases: (await chooseReleases(context, { ...now, fleet })).releases, asked: now };
}

function chartsNow(before: readonly string[], given: readonly string[]): string[] {
  const versions = given.map(folder => readChartFolder(folder).version);
  const others = before.filter(folder => !versions.includes(readChartFolder(folder).version));
  return [...given.map(absoluteChartFolder), ...others];
}
