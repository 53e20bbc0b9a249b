import type { KubeClient, KubeObject } from './client.ts';
import { textAt } from './fields.ts';
import { waitFor } from './wait.ts';

/** A service account that may do everything, for whom a client certificate would not do. */
export interface AdminAccount {
  name: string;
  namespace: string;
}

/**
 * Makes a service account with all rights and gives its token: secret. A bearer token passes a proxy that ends TLS,
 * which a client certificate does not.
 */
export async function adminToken(
  client: KubeClient,
  { name, namespace }: AdminAccount,
  options: { deadlineMs: number; signal: AbortSignal },
): Promise<string> {
  const secret = { apiVersion: 'v1', kind: 'Secret', name: `${name}-token`, namespace };
  for (const object of accountObjects({ name, namespace })) await client.apply(object);
  return waitFor({ what: `the token of service account ${namespace}/${name}`, ...options }, async () => {
    const token = textAt(await client.get(secret), 'data.token');
    return token === ''
      ? { done: false, saw: 'a secret without a token' }
      : { done: true, value: Buffer.from(token, 'base64').toString('utf8') };
  });
}

function accountObjects({ name, namespace }: AdminAccount): KubeObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: `${namespace}-${name}` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `${name}-token`,
        namespace,
        annotations: { 'kubernetes.io/service-account.name': name },
      },
      type: 'kubernetes.io/service-account-token',
    },
  ];
}
