import { readFileSync } from 'node:fs';
import { nodeName } from '../../helpers/clusters/names.ts';
import { changeFleet, type InstallRequest, installFleet } from '../../helpers/fleet/install.ts';
import { retireCluster } from '../../helpers/fleet/retire.ts';
import { connect } from '../../helpers/kube/client.ts';
import type { Context } from '../../helpers/process/context.ts';
import type { TlsMode } from '../../scenarios/vocabulary.ts';
import type { PlannedPair } from '../plan/plan.ts';
import type { ClusterHandle, PairHandle, RunHandle } from '../run/handle.ts';
import { openWorld, type World } from './world.ts';

/** An upstream cluster with the one controller that is installed in it: the site of one world after another. */
export interface Site {
  /** Opens the world of a pair in a mode. The world before it ends: its clusters are gone when this resolves. */
  enter(pair: PlannedPair, mode: TlsMode): Promise<World>;
}

/** Opens a site; nothing is installed before a world is entered. */
export function openSite(context: Context, run: RunHandle, upstreamKey: string): Site {
  const handle = run.upstreams[upstreamKey] as ClusterHandle;
  const upstream = connect(readFileSync(handle.kubeconfig, 'utf8'));
  const downstream = connect(readFileSync(run.downstream.kubeconfig, 'utf8'));
  let world: World | undefined;

  return {
    enter: async (pair, mode) => {
      const request = installRequest(run, pair, handle, mode);
      if (world === undefined) {
        await context.progress.step(
          `${pair.id}: installing Fleet, ${mode}`,
          () => installFleet(context, request),
          {
            estimateSeconds: 30,
          },
        );
      } else {
        // A cluster that lived on would be imported anew in the new mode, and its agent be taken for another's.
        const { clusters } = world;
        await context.progress.step(
          `${pair.id}: changing the controller to ${mode}`,
          async () => {
            for (const cluster of clusters()) {
              await retireCluster({ upstream, downstream, cluster, signal: context.signal });
            }
            await changeFleet(context, request);
          },
          { estimateSeconds: 30 },
        );
      }
      world = openWorld(context, { run, pair, upstream, downstream });
      return world;
    },
  };
}

function installRequest(
  run: RunHandle,
  pair: PlannedPair,
  upstream: ClusterHandle,
  mode: TlsMode,
): InstallRequest {
  const { release, images } = run.pairs[pair.key] as PairHandle;
  return {
    name: pair.key,
    helm: run.helm,
    kubeconfig: upstream.kubeconfig,
    release,
    images,
    mode,
    apiServerURL: `https://${nodeName(upstream.name)}:6443`,
  };
}
