import type { Cluster } from '../../helpers/clusters/cluster.ts';
import { loadImages } from '../../helpers/clusters/loadImages.ts';
import type { Release } from '../../helpers/fleet/release.ts';
import { trustingImage } from '../../helpers/supply/trustingImage.ts';
import type { Pair } from '../plan/pairs.ts';
import type { Plan } from '../plan/plan.ts';
import type { PairHandle } from './handle.ts';
import type { OpenRun } from './open.ts';

/** The pairs with images that have the public CA in their stores. */
export async function pairHandles(
  run: OpenRun,
  pairs: readonly Pair[],
  caPem: string,
): Promise<PairHandle[]> {
  const originals = new Map(
    pairs
      .flatMap(({ controllerRelease, agentRelease, otherRelease }) => [
        controllerRelease.controller,
        agentRelease.agent,
        ...(otherRelease ? [otherRelease.controller, otherRelease.agent] : []),
      ])
      .map(({ reference, digest }): [string, string] => [reference, digest]),
  );
  const derived = new Map(
    await Promise.all(
      [...originals].map(
        async ([ref, id]): Promise<[string, string]> => [
          ref,
          (await trustingImage(run, { ref, id }, caPem)).ref,
        ],
      ),
    ),
  );
  const images = (controller: Release, agent: Release) => ({
    controller: derived.get(controller.controller.reference) as string,
    agent: derived.get(agent.agent.reference) as string,
  });
  return pairs.map(({ controllerRelease, agentRelease, otherRelease }) => ({
    controller: controllerRelease,
    agent: agentRelease,
    images: images(controllerRelease, agentRelease),
    ...(otherRelease && { other: { release: otherRelease, images: images(otherRelease, otherRelease) } }),
  }));
}

/** Brings the images of all pairs onto the nodes that run them. */
export async function loadPairImages(
  run: OpenRun,
  parts: {
    plan: Plan;
    handles: readonly PairHandle[];
    downstreams: readonly Pick<Cluster, 'node'>[];
    upstreams: readonly Pick<Cluster, 'node'>[];
  },
): Promise<void> {
  const { plan, handles, downstreams, upstreams } = parts;
  const agents = handles.flatMap(({ images, other }) => [
    images.agent,
    ...(other ? [other.images.agent] : []),
  ]);
  await Promise.all([
    loadImages(run, downstreams, unique(agents)),
    ...plan.upstreams.map((key, at) => {
      const needed = plan.pairs.flatMap((pair, index) => {
        const handle = handles[index];
        if (pair.upstream !== key || handle === undefined) return [];
        const { images, other } = handle;
        // The upstream's own agent runs there too, when it is a cluster of its own.
        return [
          images.controller,
          ...(pair.serves.local ? [images.agent] : []),
          ...(other ? [other.images.controller] : []),
        ];
      });
      return loadImages(run, [upstreams[at] as Pick<Cluster, 'node'>], unique(needed));
    }),
  ]);
}

function unique(references: readonly string[]): string[] {
  return [...new Set(references)];
}
