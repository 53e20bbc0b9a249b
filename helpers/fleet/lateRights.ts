import type { KubeClient, KubeObject } from '../kube/client.ts';
import { fieldAt } from '../kube/fields.ts';

/** How an API server tells that a fresh credential may not read its cluster's deployments; quotes may be escaped. */
const FORBIDDEN =
  /User \\?"system:serviceaccount:([^:"\\]+):([^"\\]+)\\?" cannot list resource \\?"bundledeployments\\?".* in the namespace \\?"([^"\\]+)\\?"/;

/** For how many looks, one a second, the rights of a refused credential may be absent. */
const WITHOUT_RIGHTS = 30;

/**
 * The rights to a fresh credential, which the controller binds after it has handed the credential out (Fleet 0.12-0.16). Each
 * try of the agent is with another credential, so that on a busy machine they can come late again and again: that they are
 * absent has to stand for half a minute before a refusal for want of them counts.
 */
export class LateRights {
  #absent = 0;

  /** Whether the rights that this refusal is for are there by now, or may still come. */
  async mayCome(upstream: KubeClient, refusal: string): Promise<boolean> {
    const [, accountNamespace, account, namespace] = FORBIDDEN.exec(refusal) ?? [];
    if (namespace === undefined) return false;
    const bindings = await upstream.list({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      namespace,
    });
    const bound = bindings.some(binding =>
      subjectsOf(binding).some(
        subject =>
          subject.kind === 'ServiceAccount' &&
          subject.name === account &&
          subject.namespace === accountNamespace,
      ),
    );
    this.#absent = bound ? 0 : this.#absent + 1;
    return this.#absent < WITHOUT_RIGHTS;
  }
}

function subjectsOf(binding: KubeObject): { kind?: string; name?: string; namespace?: string }[] {
  const subjects = fieldAt(binding, 'subjects');
  return Array.isArray(subjects) ? subjects : [];
}
