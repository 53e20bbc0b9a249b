import { versionName } from '../../helpers/fleet/version.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { parsePair } from '../plan/pairs.ts';
import type { PartOfPlan } from '../plan/part.ts';
import { runsFolder } from '../run/folders.ts';
import type { OpenRun } from '../run/open.ts';
import type { Order } from '../run/prepare.ts';
import { fitOf, type WorldRequest } from './fit.ts';
import { type KeptWorld, keptWorlds } from './keptWorld.ts';
import { type ReleasesNow, worldNow } from './now.ts';

/** A world that is up and is what is wanted, and the part of it that is. */
export interface FoundWorld {
  world: KeptWorld;
  part: PartOfPlan;
  /** What of its releases is another by now, in words, and what they are. */
  changed: string[];
  now: ReleasesNow;
}

/**
 * Finds the world that is up and fits what is asked for; undefined where none is up, or one of its own is asked for.
 * @throws HarnessError `usage` when one is up and none fits.
 */
export async function findWorld(context: OpenRun, order: Order): Promise<FoundWorld | undefined> {
  const { options } = order;
  if (options.fresh) return undefined;
  const request = requestOf(order);
  let misfit: HarnessError | undefined;
  for (const world of keptWorlds(runsFolder(context.cacheDir))) {
    const now = await worldNow(context, world, options.charts);
    const fit = fitOf(world, request, now);
    if ('part' in fit) return { world, now, ...fit };
    misfit ??= new HarnessError('usage', {
      message: `the world that is up (${world.id}) is not what is asked for: ${fit.why}`,
      cure: 'Add --fresh for a world of its own, or remove it with `fleet-tls down`',
    });
  }
  if (misfit !== undefined) throw misfit;
  return undefined;
}

/** What was said of a run, and what its options mean by it. */
function requestOf({ scenarios, options, said = [] }: Order): WorldRequest {
  const { ids, pair, pairs, charts, fleet, supply } = options;
  const chosen = fleet === 'auto' && charts.length > 0 ? 'local' : fleet;
  return {
    ...((ids.length > 0 || said.includes('tier')) && { scenarios: scenarios.map(({ id }) => id) }),
    ...(pair.length > 0 ? { pairs: pair.map(idOfPair) } : said.includes('pairs') && { roles: pairs }),
    ...(chosen !== 'auto' && { fleet: chosen }),
    ...(supply !== 'auto' && { supply }),
  };
}

function idOfPair(text: string): string {
  const { controller, agent } = parsePair(text);
  return `${versionName(controller)}/${versionName(agent)}`;
}
