import type { KubeObject } from '../kube/client.ts';
import { fieldAt, textAt } from '../kube/fields.ts';
import { waitFor } from '../kube/wait.ts';
import { FLEET_API, type Watch } from './places.ts';

/** A cluster that is to go, and how its two sides are reached. */
export type Retirement = Omit<Watch, 'deadlineMs'>;

/** On a busy machine the controller takes more than a minute to let go of a cluster (seen: 0.13.0). */
const GONE_DEADLINE_MS = 180_000;

/**
 * Takes a cluster out of Fleet and removes its agent. Resolves when the controller has let go of it and its agent
 * runs no more; the rest of its namespaces goes on its own.
 * @throws HarnessError `wait-expired` when the cluster, a request of its agent or a pod of it stays.
 */
export async function retireCluster({ upstream, downstream, cluster, signal }: Retirement): Promise<void> {
  const { name, workspace, agentNamespace } = cluster;
  const clients = new Set<string>();
  const look = async () => {
    const [clusters, requests, pods] = await Promise.all([
      upstream.list({ ...CLUSTER, namespace: workspace }),
      upstream.list({ ...REQUEST, namespace: workspace }),
      downstream.list({ ...POD, namespace: agentNamespace }),
    ]);
    const own = clusters.filter(({ metadata }) => name === undefined || metadata.name === name);
    for (const one of own) clients.add(textAt(one, 'spec.clientID'));
    const open = requests.filter(
      request =>
        fieldAt(request, 'status.granted') !== true &&
        (name === undefined || clients.has(textAt(request, 'spec.clientID'))),
    );
    return { clusters: own, requests: open, pods };
  };
  await waitFor(
    { what: `the end of the cluster in ${workspace}`, deadlineMs: GONE_DEADLINE_MS, signal },
    async () => {
      const { clusters, requests, pods } = await look();
      if (clusters.length === 0 && requests.length === 0 && pods.length === 0)
        return { done: true, value: undefined };
      // A request that nobody has granted yet brings the cluster back, for as long as it is there (Fleet 0.12-0.16).
      for (const { metadata } of requests.filter(isStaying))
        await upstream.remove({ ...REQUEST, namespace: workspace, name: metadata.name });
      for (const { metadata } of clusters.filter(isStaying))
        await upstream.remove({ ...CLUSTER, namespace: workspace, name: metadata.name });
      // Again and again: an import that was under way brings the agent back.
      await downstream.remove({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'fleet-agent',
        namespace: agentNamespace,
      });
      // An agent that is waiting to register takes its time to end; none is left to one that has been told to.
      for (const { metadata } of pods.filter(pod => !isStaying(pod)))
        await downstream.remove({ ...POD, namespace: agentNamespace, name: metadata.name }, { now: true });
      const counted = [
        `${clusters.length} Clusters`,
        `${requests.length} requests that were not granted`,
        `${pods.length} pods of its agent`,
      ];
      return { done: false, saw: counted.join(', ') };
    },
  );
  await downstream.remove({ apiVersion: 'v1', kind: 'Namespace', name: agentNamespace });
}

const CLUSTER = { apiVersion: FLEET_API, kind: 'Cluster' };
const REQUEST = { apiVersion: FLEET_API, kind: 'ClusterRegistration' };
const POD = { apiVersion: 'v1', kind: 'Pod' };

function isStaying({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp === undefined;
}
