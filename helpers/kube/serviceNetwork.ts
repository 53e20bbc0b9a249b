import type { KubeClient } from './client.ts';
import { fieldAt } from './fields.ts';
import { waitFor } from './wait.ts';

/** It comes within a few seconds after the node is ready; a busy machine takes its time. */
const DEADLINE_MS = 120_000;

/**
 * Waits until kube-proxy runs on the cluster's nodes. A pod that starts before it takes the API server's address, 10.96.0.1,
 * for one of the world outside, and whoever answers there for its API server; what is built with controller-runtime looks again
 * only after 10 s (seen with Kubernetes 1.34, where the node is ready a second or more before).
 * @throws HarnessError `wait-expired`
 */
export function awaitServiceNetwork(cluster: KubeClient, signal: AbortSignal): Promise<void> {
  const kubeProxy = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    namespace: 'kube-system',
    name: 'kube-proxy',
  };
  return waitFor(
    { what: 'kube-proxy on the nodes', deadlineMs: DEADLINE_MS, everyMs: 200, signal },
    async () => {
      const daemonSet = await cluster.get(kubeProxy);
      // Another pod network may do without it.
      if (daemonSet === undefined) return { done: true, value: undefined };
      const pods = (field: string) => Number(fieldAt(daemonSet, `status.${field}`) ?? 0);
      const [ready, wanted] = [pods('numberReady'), pods('desiredNumberScheduled')];
      if (wanted > 0 && ready >= wanted) return { done: true, value: undefined };
      return { done: false, saw: `${ready} of ${wanted} pods are ready` };
    },
  );
}
