import type { Cluster } from '../../helpers/clusters/cluster.ts';
import type { ImageArchives } from '../../helpers/clusters/imageArchives.ts';
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

/** What the nodes of each cluster need, in the order of the plan. */
interface NeededImages {
  /** Every downstream may be registered by each of the pairs. */
  downstream: string[];
  upstreams: string[][];
}

/** The images that the nodes of a plan's clusters need. */
export function neededImages(plan: Plan, handles: readonly PairHandle[]): NeededImages {
  const agents = handles.flatMap(({ images, other }) => [
    images.agent,
    ...(other ? [other.images.agent] : []),
  ]);
  const upstreams = plan.upstreams.map(key =>
    plan.pairs.flatMap((pair, index) => {
      const handle = handles[index];
      if (pair.upstream !== key || handle === undefined) return [];
      const { images, other } = handle;
      // The upstream's own agent runs there too, when it is a cluster of its own.
      return [
        images.controller,
        ...(pair.serves.local ? [images.agent] : []),
        ...(other ? [other.images.controller] : []),
      ];
    }),
  );
  return { downstream: unique(agents), upstreams: upstreams.map(unique) };
}

/** Brings the images of all pairs onto the nodes that run them. */
export async function loadPairImages(
  run: OpenRun,
  archives: ImageArchives,
  parts: {
    needed: NeededImages;
    downstreams: readonly Pick<Cluster, 'node'>[];
    upstreams: readonly Pick<Cluster, 'node'>[];
  },
): Promise<void> {
  const { needed, downstreams, upstreams } = parts;
  await loadImages(run, archives, [
    ...downstreams.map(({ node }) => ({ node, refs: needed.downstream })),
    ...upstreams.map(({ node }, at) => ({ node, refs: needed.upstreams[at] ?? [] })),
  ]);
}

function unique(references: readonly string[]): string[] {
  return [...new Set(references)];
}
