import type { KubeClient } from '../kube/client.ts';
import { fieldAt } from '../kube/fields.ts';

/** An agent's pod, told apart from its successors. */
export interface AgentPod {
  name: string;
  uid: string;
  /** How often its containers were restarted in all. */
  restarts: number;
}

/** The pods of a cluster's agent that are not on their way out. */
export async function agentPods(downstream: KubeClient, agentNamespace: string): Promise<AgentPod[]> {
  const pods = await downstream.list({ apiVersion: 'v1', kind: 'Pod', namespace: agentNamespace });
  return pods
    .filter(
      ({ metadata }) => metadata.name.startsWith('fleet-agent') && metadata.deletionTimestamp === undefined,
    )
    .map(pod => {
      const containers = fieldAt(pod, 'status.containerStatuses');
      const restarts = (Array.isArray(containers) ? containers : []).map(({ restartCount }) =>
        Number(restartCount),
      );
      return {
        name: pod.metadata.name,
        uid: pod.metadata.uid ?? '',
        restarts: restarts.reduce((sum, count) => sum + count, 0),
      };
    });
}

/** Deletes the pods of a cluster's agent; its Deployment brings new ones. */
export async function restartAgent(downstream: KubeClient, agentNamespace: string): Promise<void> {
  for (const { name } of await agentPods(downstream, agentNamespace)) {
    await downstream.remove({ apiVersion: 'v1', kind: 'Pod', name, namespace: agentNamespace });
  }
}
