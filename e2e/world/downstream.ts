import { readFileSync } from 'node:fs';
import { tokenKubeconfig } from '../../helpers/clusters/kubeconfig.ts';
import { adminToken } from '../../helpers/kube/adminToken.ts';
import type { KubeClient } from '../../helpers/kube/client.ts';
import type { PlannedAgent } from '../plan/plan.ts';
import type { ClusterHandle } from '../run/handle.ts';
import type { AgentsWorld } from './agents.ts';
import { endpointOf } from './endpoints.ts';
import { givenCaPem } from './trust.ts';

/** The kubeconfig that the controller is given for the downstream: the cluster's own, or one through the edge. */
export async function downstreamAsSeen(
  { run, downstreams, context }: AgentsWorld,
  planned: PlannedAgent,
): Promise<string> {
  if (planned.down === undefined || planned.world.down === undefined) {
    const cluster = run.downstreams[planned.downstream] as ClusterHandle;
    return readFileSync(cluster.internalKubeconfig, 'utf8');
  }
  const account = { name: 'controller', namespace: `${planned.name}-controller` };
  const token = await adminToken(downstreams[planned.downstream] as KubeClient, account, {
    deadlineMs: 60_000,
    signal: context.signal,
  });
  const ca = givenCaPem(run, planned.world.down.trust, planned.down);
  return tokenKubeconfig({
    name: planned.name,
    server: endpointOf(run, planned.down).url,
    token,
    ...(ca !== undefined && { ca }),
  });
}
