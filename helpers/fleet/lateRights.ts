import type { KubeClient, KubeObject } from '../kube/client.ts';
import { fieldAt } from '../kube/fields.ts';

/** How an API server tells that a fresh credential may not read its cluster's deployments; quotes may be escaped. */
const FORBIDDEN =
  /User \\?"system:serviceaccount:([^:"\\]+):([^"\\]+)\\?" cannot list resource \\?"bundledeployments\\?".* in the namespace \\?"([^"\\]+)\\?"/;

/**
 * Whether the rights that an agent lacked when it tried its fresh credential are there by now: the controller binds them after
 * it has handed the credential out (Fleet 0.12-0.16), and each try of the agent is with another one.
 */
export async function rightsCameLate(upstream: KubeClient, refusal: string): Promise<boolean> {
  const [, accountNamespace, account, namespace] = FORBIDDEN.exec(refusal) ?? [];
  if (namespace === undefined) return false;
  const bindings = await upstream.list({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    namespace,
  });
  return bindings.some(binding =>
    subjectsOf(binding).some(
      subject =>
        subject.kind === 'ServiceAccount' &&
        subject.name === account &&
        subject.namespace === accountNamespace,
    ),
  );
}

function subjectsOf(binding: KubeObject): { kind?: string; name?: string; namespace?: string }[] {
  const subjects = fieldAt(binding, 'subjects');
  return Array.isArray(subjects) ? subjects : [];
}
