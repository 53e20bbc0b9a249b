import type { KubeClient } from '../kube/client.ts';
import { fieldAt, textAt } from '../kube/fields.ts';
import { FLEET_API } from './places.ts';

/** The kinds of Fleet that a cluster knows: none before Fleet is installed, and not the same in all versions. */
export async function fleetKinds(client: KubeClient): Promise<string[]> {
  const crds = await client.list({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' });
  return crds
    .filter(crd => fieldAt(crd, 'spec.group') === FLEET_API.split('/', 1)[0])
    .map(crd => textAt(crd, 'spec.names.kind'));
}
