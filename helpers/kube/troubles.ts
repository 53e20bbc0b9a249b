import type { KubeObject } from './client.ts';
import { conditionsOf, fieldAt, listAt, textAt } from './fields.ts';

/** Reasons for which a container waits on its way up: none of them is a trouble. */
const ON_ITS_WAY = ['ContainerCreating', 'PodInitializing'];

/** What is amiss with a node, in words: not ready, or short of something. */
export function nodeTroubles(node: KubeObject): string[] {
  return conditionsOf(node)
    .filter(({ type, status }) => (type === 'Ready' ? status !== 'True' : status === 'True'))
    .map(({ type, message }) => {
      const what = type === 'Ready' ? 'is not ready' : `has ${type}`;
      return `node ${node.metadata.name} ${what}: ${message}`;
    });
}

/** Why a pod does not run, or ran no longer, in words; nothing where it is on its way. */
export function podTroubles(pod: KubeObject): string[] {
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap(list =>
    listAt(pod, `status.${list}`),
  );
  const waits = statuses.flatMap(status => {
    const reason = textAt(status, 'state.waiting.reason');
    if (reason === '' || ON_ITS_WAY.includes(reason)) return [];
    return [`waits, ${reason}: ${textAt(status, 'state.waiting.message')}`];
  });
  const deaths = statuses.flatMap(status => {
    const death = fieldAt(status, 'lastState.terminated') ?? fieldAt(status, 'state.terminated');
    if (death === undefined || death === null || fieldAt(death, 'exitCode') === 0) return [];
    return [`ended before, ${textAt(death, 'reason')} with exit status ${fieldAt(death, 'exitCode')}`];
  });
  const unplaced = conditionsOf(pod)
    .filter(({ type, status }) => type === 'PodScheduled' && status === 'False')
    .map(({ message }) => `has no node: ${message}`);
  const evicted =
    textAt(pod, 'status.reason') === 'Evicted' ? [`was evicted: ${textAt(pod, 'status.message')}`] : [];
  const { name, namespace } = pod.metadata;
  return [...evicted, ...unplaced, ...waits, ...deaths].map(words => `pod ${namespace}/${name} ${words}`);
}

/** Whether a Deployment has nobody to do its work, in words; nothing where it has. */
export function deploymentTroubles(deployment: KubeObject): string[] {
  const { name, namespace } = deployment.metadata;
  const available = fieldAt(deployment, 'status.availableReplicas') ?? 0;
  return available === 0 ? [`no pod of ${namespace}/${name} is available`] : [];
}
