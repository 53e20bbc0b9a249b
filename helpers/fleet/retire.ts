import { waitFor } from '../kube/wait.ts';
import { FLEET_API, type Watch } from './places.ts';

/** A cluster that is to go, and how its two sides are reached. */
export type Retirement = Omit<Watch, 'deadlineMs'>;

/** On a busy machine the controller takes more than a minute to let go of a cluster (seen: 0.13.0). */
const GONE_DEADLINE_MS = 180_000;

/**
 * Takes a cluster out of Fleet and removes its agent. Resolves when the controller has let go of it and its agent
 * runs no more; the rest of its namespaces goes on its own.
 * @throws HarnessError `wait-expired` when the cluster or a pod of its agent stays.
 */
export async function retireCluster({ upstream, downstream, cluster, signal }: Retirement): Promise<void> {
  const { name, workspace, agentNamespace } = cluster;
  const kind = { apiVersion: FLEET_API, kind: 'Cluster', namespace: workspace };
  const clusters = async () =>
    (await upstream.list(kind)).filter(({ metadata }) => name === undefined || metadata.name === name);
  await waitFor(
    { what: `the end of the cluster in ${workspace}`, deadlineMs: GONE_DEADLINE_MS, signal },
    async () => {
      const [left, pods] = await Promise.all([
        clusters(),
        downstream.list({ apiVersion: 'v1', kind: 'Pod', namespace: agentNamespace }),
      ]);
      if (left.length === 0 && pods.length === 0) return { done: true, value: undefined };
      // Again and again: a registration that was under way brings the cluster back, an import the agent.
      for (const { metadata } of left.filter(one => one.metadata.deletionTimestamp === undefined)) {
        await upstream.remove({ ...kind, name: metadata.name });
      }
      await downstream.remove({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'fleet-agent',
        namespace: agentNamespace,
      });
      // An agent that is waiting to register takes its time to end; none is left to one that has been told to.
      for (const { metadata } of pods.filter(pod => pod.metadata.deletionTimestamp !== undefined)) {
        const pod = { apiVersion: 'v1', kind: 'Pod', name: metadata.name, namespace: agentNamespace };
        await downstream.remove(pod, { now: true });
      }
      return { done: false, saw: `${left.length} Clusters and ${pods.length} pods of its agent` };
    },
  );
  await downstream.remove({ apiVersion: 'v1', kind: 'Namespace', name: agentNamespace });
}
