import type { KubeClient } from '../kube/client.ts';
import { textAt } from '../kube/fields.ts';
import { type ClusterPlace, FLEET_API } from './places.ts';

/**
 * Revokes the credential of a cluster's agent: the service account that its ClusterRegistration was granted is deleted,
 * and its tokens with it (Fleet 0.12-0.16: `request-…` in the cluster's namespace).
 * @returns how many accounts were deleted.
 */
export async function revokeCredential(upstream: KubeClient, { workspace }: ClusterPlace): Promise<number> {
  const registrations = await upstream.list({
    apiVersion: FLEET_API,
    kind: 'ClusterRegistration',
    namespace: workspace,
  });
  const clusters = await upstream.list({ apiVersion: FLEET_API, kind: 'Cluster', namespace: workspace });
  const namespaces = clusters.map(cluster => textAt(cluster, 'status.namespace')).filter(name => name !== '');
  let revoked = 0;
  for (const namespace of namespaces) {
    const accounts = await upstream.list({ apiVersion: 'v1', kind: 'ServiceAccount', namespace });
    for (const { metadata } of accounts) {
      if (!registrations.some(({ metadata: { name } }) => metadata.name.startsWith(name))) continue;
      await upstream.remove({ apiVersion: 'v1', kind: 'ServiceAccount', name: metadata.name, namespace });
      revoked += 1;
    }
  }
  return revoked;
}
