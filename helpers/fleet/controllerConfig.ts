import type { KubeClient } from '../kube/client.ts';
import { FLEET_NAMESPACE } from './places.ts';

/**
 * Writes the controller's ConfigMap again without a change of its content: by an annotation, since helm would not take
 * the content back from another owner.
 */
export async function touchControllerConfig(upstream: KubeClient, stamp: string): Promise<void> {
  await upstream.apply({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'fleet-controller',
      namespace: FLEET_NAMESPACE,
      annotations: { 'fleet-tls-e2e/touched': stamp },
    },
  });
}
