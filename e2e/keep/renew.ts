import { ImageArchives } from '../../helpers/clusters/imageArchives.ts';
import type { Release } from '../../helpers/fleet/release.ts';
import type { Pair } from '../plan/pairs.ts';
import type { RunHandle } from '../run/handle.ts';
import { loadPairImages, neededImages, pairHandles } from '../run/images.ts';
import type { OpenRun } from '../run/open.ts';
import { type KeptWorld, planNow, writeKeptWorld } from './keptWorld.ts';
import type { ReleasesNow } from './now.ts';
import { releasePrints } from './releasePrint.ts';

/**
 * Brings a world up to what its releases are by now, as a developer has built them anew: their images onto its nodes, and
 * their charts into its file; Fleet is installed anew by whoever enters it.
 */
export async function renewReleases(
  run: OpenRun,
  world: KeptWorld,
  { releases, asked }: ReleasesNow,
): Promise<KeptWorld> {
  const pairs = world.pairs.map(pair => withReleases(pair, releases));
  const plan = planNow({ ...world, pairs });
  const { upstreams, downstreams, authorities } = world.handle;
  const handles = await pairHandles(run, pairs, authorities.public);
  const archives = new ImageArchives(run);
  try {
    await loadPairImages(run, archives, {
      needed: neededImages(plan, handles),
      upstreams: clustersOf(plan.upstreams, upstreams),
      downstreams: clustersOf(plan.downstreams, downstreams),
    });
  } finally {
    await archives.remove();
  }
  const handle = {
    ...world.handle,
    plan,
    pairs: Object.fromEntries(plan.pairs.map(({ key }, index) => [key, handles[index]])),
  } as RunHandle;
  const renewed = { ...world, pairs, asked, handle, prints: { ...world.prints, ...releasePrints(releases) } };
  writeKeptWorld(renewed);
  return renewed;
}

function withReleases(pair: Pair, releases: readonly Release[]): Pair {
  const now = (release: Release) => releases.find(({ version }) => version === release.version) ?? release;
  return {
    ...pair,
    controllerRelease: now(pair.controllerRelease),
    agentRelease: now(pair.agentRelease),
    ...(pair.otherRelease && { otherRelease: now(pair.otherRelease) }),
  };
}

function clustersOf(keys: readonly string[], clusters: RunHandle['upstreams']): { node: string }[] {
  return keys.flatMap(key => clusters[key] ?? []);
}
