import type { KubeClient } from '../kube/client.ts';
import { textAt } from '../kube/fields.ts';
import { FLEET_NAMESPACE } from './places.ts';

/**
 * Writes the controller's config (ConfigMap `fleet-controller`, key `config`, JSON) again, in other words of the same
 * meaning: without its white space.
 */
export async function touchControllerConfig(upstream: KubeClient): Promise<void> {
  const header = { apiVersion: 'v1', kind: 'ConfigMap' };
  const at = { name: 'fleet-controller', namespace: FLEET_NAMESPACE };
  const config = textAt(await upstream.get({ ...header, ...at }), 'data.config');
  await upstream.apply({ ...header, metadata: at, data: { config: JSON.stringify(JSON.parse(config)) } });
}
