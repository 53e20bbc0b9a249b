import { AGENT_ROLE_NAME } from '../../helpers/fleet/agentChart.ts';
import { FLEET_API, FLEET_NAMESPACE } from '../../helpers/fleet/places.ts';
import type { KindRef, ObjectMeta } from '../../helpers/kube/client.ts';

/** Which of a world's two kinds of clusters. */
export type Side = 'upstream' | 'downstream';

/** A kind of objects of which a run may leave some. */
export interface TracedKind extends Pick<KindRef, 'apiVersion' | 'kind'> {
  /** Removed in this order, each when nothing of the one before is there: only so Fleet can clean up after itself. */
  turn: 1 | 2 | 3;
}

const RBAC = 'rbac.authorization.k8s.io/v1';

/** What a run may leave in a cluster of a world, all generations of Fleet's API together. */
export const TRACED: Readonly<Record<Side, readonly TracedKind[]>> = {
  upstream: [
    { apiVersion: FLEET_API, kind: 'HelmApp', turn: 1 },
    { apiVersion: FLEET_API, kind: 'HelmOp', turn: 1 },
    { apiVersion: FLEET_API, kind: 'GitRepo', turn: 1 },
    { apiVersion: FLEET_API, kind: 'Bundle', turn: 2 },
    { apiVersion: FLEET_API, kind: 'BundleDeployment', turn: 2 },
    { apiVersion: FLEET_API, kind: 'Cluster', turn: 2 },
    { apiVersion: FLEET_API, kind: 'ClusterRegistration', turn: 2 },
    { apiVersion: FLEET_API, kind: 'ClusterRegistrationToken', turn: 2 },
    { apiVersion: 'v1', kind: 'Namespace', turn: 3 },
  ],
  downstream: [
    { apiVersion: 'v1', kind: 'Namespace', turn: 3 },
    { apiVersion: RBAC, kind: 'ClusterRole', turn: 3 },
    { apiVersion: RBAC, kind: 'ClusterRoleBinding', turn: 3 },
  ],
};

/**
 * Whether an object is one that a run brought into a world's cluster: whatever scenarios make is named after their pair,
 * and so is what Fleet makes of it. The Fleet that is installed, its own cluster and that one's agent are not: they
 * belong to the world.
 * @param pairKeys the keys of the world's pairs.
 */
export function isTrace(
  side: Side,
  { kind, metadata }: { kind: string; metadata: ObjectMeta },
  pairKeys: readonly string[],
): boolean {
  const { name, namespace = '', labels = {} } = metadata;
  // Of a BundleDeployment the labels tell the bundle, wherever it stands.
  const bundle = ['fleet.cattle.io/bundle-name', 'fleet.cattle.io/bundle-namespace'].map(
    key => labels[key] ?? '',
  );
  const isOfPair = (text: string) =>
    pairKeys.some(key => text.startsWith(`${key}-`) || text.startsWith(`cluster-${key}-`));
  if ([name, namespace, ...bundle].some(isOfPair)) return true;
  // An agent that came by itself lives where Fleet lives upstream; there is no Fleet downstream.
  return (
    side === 'downstream' && (kind === 'Namespace' ? name === FLEET_NAMESPACE : AGENT_ROLE_NAME.test(name))
  );
}
