import type { KubeClient } from '../kube/client.ts';
import { waitFor } from '../kube/wait.ts';
import { FLEET_API } from './cluster.ts';

/** A manager-initiated cluster that is to go, and how its two sides are reached. */
export interface Retirement {
  upstream: KubeClient;
  downstream: KubeClient;
  cluster: { name: string; workspace: string; agentNamespace: string };
  signal: AbortSignal;
}

const GONE_DEADLINE_MS = 60_000;

/**
 * Takes a cluster out of Fleet and removes its agent. Resolves when the controller has let go of it and its agent
 * runs no more; the rest of its namespaces goes on its own.
 * @throws HarnessError `wait-expired` when the cluster or a pod of its agent stays.
 */
export async function retireCluster({ upstream, downstream, cluster, signal }: Retirement): Promise<void> {
  const { name, workspace, agentNamespace } = cluster;
  const ref = { apiVersion: FLEET_API, kind: 'Cluster', name, namespace: workspace };
  await upstream.remove(ref);
  await downstream.remove({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: 'fleet-agent',
    namespace: agentNamespace,
  });
  await waitFor({ what: `the end of cluster ${name}`, deadlineMs: GONE_DEADLINE_MS, signal }, async () => {
    const [object, pods] = await Promise.all([
      upstream.get(ref),
      downstream.list({ apiVersion: 'v1', kind: 'Pod', namespace: agentNamespace }),
    ]);
    if (object === undefined && pods.length === 0) return { done: true, value: undefined };
    return {
      done: false,
      saw: `${object ? 'the Cluster' : 'no Cluster'} and ${pods.length} pods of its agent`,
    };
  });
  await downstream.remove({ apiVersion: 'v1', kind: 'Namespace', name: agentNamespace });
}
