import type { KubeClient } from '../kube/client.ts';
import { fieldAt } from '../kube/fields.ts';
import { FLEET_NAMESPACE } from './places.ts';

/**
 * What the controllers have logged since a moment (milliseconds since the epoch): all containers of all pods in Fleet's
 * namespace upstream, each under its name.
 */
export async function readControllerLogs(upstream: KubeClient, since: number): Promise<string> {
  const pods = await upstream.list({ apiVersion: 'v1', kind: 'Pod', namespace: FLEET_NAMESPACE });
  const logs = await Promise.all(
    pods.flatMap(pod => {
      const { name } = pod.metadata;
      const containers = fieldAt(pod, 'spec.containers');
      return (Array.isArray(containers) ? containers : []).map(async ({ name: container }) => {
        const log = await upstream.podLog({ namespace: FLEET_NAMESPACE, name, container, since });
        return `==> ${name} ${container} <==\n${log ?? 'no log yet\n'}`;
      });
    }),
  );
  return logs.join('\n');
}
