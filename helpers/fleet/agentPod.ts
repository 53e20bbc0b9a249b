import type { KubeClient, KubeObject } from '../kube/client.ts';
import { fieldAt, listAt, textAt } from '../kube/fields.ts';

/** An agent's pod, told apart from its successors. */
export interface AgentPod {
  name: string;
  uid: string;
  /** How often its containers were restarted in all. */
  restarts: number;
  /** How it was killed for want of memory, although it had no limit of its own: by the machine. */
  killed?: string;
}

/** The pods of a cluster's agent that are not on their way out. */
export async function agentPods(downstream: KubeClient, agentNamespace: string): Promise<AgentPod[]> {
  const pods = await downstream.list({ apiVersion: 'v1', kind: 'Pod', namespace: agentNamespace });
  return pods
    .filter(
      ({ metadata }) => metadata.name.startsWith('fleet-agent') && metadata.deletionTimestamp === undefined,
    )
    .map(pod => {
      const restarts = listAt(pod, 'status.containerStatuses').map(({ restartCount }) =>
        Number(restartCount),
      );
      const killed = killedByMachine(pod);
      return {
        name: pod.metadata.name,
        uid: pod.metadata.uid ?? '',
        restarts: restarts.reduce((sum, count) => sum + count, 0),
        ...(killed !== undefined && { killed }),
      };
    });
}

/** Fleet's charts give an agent no limit of memory: where it has none, only the machine's own can have been reached. */
function killedByMachine(pod: KubeObject): string | undefined {
  const limited = listAt(pod, 'spec.containers').some(
    container => fieldAt(container, 'resources.limits.memory') !== undefined,
  );
  if (limited) return undefined;
  const deaths = listAt(pod, 'status.containerStatuses').map(status =>
    fieldAt(status, 'lastState.terminated'),
  );
  const death = deaths.find(
    died => fieldAt(died, 'reason') === 'OOMKilled' || fieldAt(died, 'exitCode') === SIGKILLED,
  );
  if (death === undefined) return undefined;
  return `${textAt(death, 'reason')}, exit status ${fieldAt(death, 'exitCode')}`;
}

/** The exit status of what was ended by SIGKILL: that of the kernel's, too, whose reason is not always told. */
const SIGKILLED = 137;

/** Deletes the pods of a cluster's agent; its Deployment brings new ones. */
export async function restartAgent(downstream: KubeClient, agentNamespace: string): Promise<void> {
  for (const { name } of await agentPods(downstream, agentNamespace)) {
    await downstream.remove({ apiVersion: 'v1', kind: 'Pod', name, namespace: agentNamespace });
  }
}
