import type { Cluster, ClusterSpec } from '../../helpers/clusters/cluster.ts';
import { createClusters } from '../../helpers/clusters/create.ts';
import { ImageArchives } from '../../helpers/clusters/imageArchives.ts';
import type { Pair } from '../plan/pairs.ts';
import type { Plan } from '../plan/plan.ts';
import { downstreamRole, upstreamRole } from './edges.ts';
import type { PairHandle } from './handle.ts';
import { loadPairImages, neededImages, pairHandles } from './images.ts';
import type { OpenRun } from './open.ts';

/** The clusters of a plan, by its keys, with the images of its pairs on their nodes. */
interface MadeClusters {
  upstreams: Record<string, Cluster>;
  downstreams: Record<string, Cluster>;
  /** In the order of the pairs. */
  handles: PairHandle[];
}

/** Creates the clusters of a plan and brings the images of its pairs onto their nodes; they are saved meanwhile. */
export async function makeClusters(
  run: OpenRun,
  parts: {
    plan: Plan;
    pairs: readonly Pair[];
    nodeImage: ClusterSpec['nodeImage'];
    /** Path of the kind program. */
    kind: string;
    network: string;
    /** The CA of the images' store, PEM. */
    caPem: string;
  },
): Promise<MadeClusters> {
  const { plan, pairs, nodeImage, kind, network, caPem } = parts;
  const roles = [...plan.downstreams.map(downstreamRole), ...plan.upstreams.map(upstreamRole)];
  const archives = new ImageArchives(run);
  try {
    const saving = async () => {
      const handles = await pairHandles(run, pairs, caPem);
      const needed = neededImages(plan, handles);
      for (const refs of [needed.downstream, ...needed.upstreams]) archives.begin(refs);
      return { handles, needed };
    };
    const [clusters, { handles, needed }] = await Promise.all([
      createClusters(
        run,
        roles.map(role => ({ role, nodeImage })),
        { kind, network },
      ),
      saving(),
    ]);
    const downstreams = clusters.slice(0, plan.downstreams.length);
    const upstreams = clusters.slice(plan.downstreams.length);
    await loadPairImages(run, archives, { needed, downstreams, upstreams });
    return {
      upstreams: byKey(plan.upstreams, upstreams),
      downstreams: byKey(plan.downstreams, downstreams),
      handles,
    };
  } finally {
    await archives.remove();
  }
}

function byKey(keys: readonly string[], clusters: readonly Cluster[]): Record<string, Cluster> {
  return Object.fromEntries(keys.map((key, index) => [key, clusters[index] as Cluster]));
}
