import type { KubeClient } from '../kube/client.ts';

/** Fleet's API group and version, in all generations. */
export const FLEET_API = 'fleet.cattle.io/v1alpha1';

/** Where Fleet's controller lives; agents that were not told otherwise as well. */
export const FLEET_NAMESPACE = 'cattle-fleet-system';

/** Where a cluster and its agent are found. */
export interface ClusterPlace {
  /** The upstream namespace of the Cluster and of its HelmOps. */
  workspace: string;
  /** The Cluster's name; absent where it is the only one of its workspace and Fleet chooses the name. */
  name?: string;
  /** The namespace of its agent, downstream. */
  agentNamespace: string;
}

/** A cluster between its two sides. */
export interface Watch {
  upstream: KubeClient;
  downstream: KubeClient;
  cluster: ClusterPlace;
  /** Milliseconds after which to give up. */
  deadlineMs: number;
  signal: AbortSignal;
}
