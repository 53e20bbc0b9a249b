import type { KubeClient, KubeObject } from '../kube/client.ts';
import { fieldAt, textAt } from '../kube/fields.ts';

/** Fleet's API group and version, in all generations. */
export const FLEET_API = 'fleet.cattle.io/v1alpha1';

/** A manager-initiated cluster, as it is defined upstream. */
export interface ManagedCluster {
  /** Name of the Cluster. */
  name: string;
  /** Its workspace: the upstream namespace of the Cluster and of its HelmOps. */
  workspace: string;
  /** The downstream namespace of its agent: several clusters can share one downstream through it. */
  agentNamespace: string;
  /** Kubeconfig of the downstream cluster as pods of the upstream reach it. */
  kubeconfig: string;
  /** The upstream API server as the agent reaches it. */
  apiServerURL: string;
  /** The CA that the agent is given, PEM; none when absent. */
  apiServerCA?: string;
}

/**
 * The objects that define a manager-initiated cluster: URL and CA in the kubeconfig's secret override the
 * controller's config (fleet-facts section 2, Fleet 0.12-0.16).
 */
export function managedClusterObjects(cluster: ManagedCluster): KubeObject[] {
  const secretName = `${cluster.name}-kubeconfig`;
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: cluster.workspace } },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: secretName, namespace: cluster.workspace },
      type: 'Opaque',
      data: {
        value: base64(cluster.kubeconfig),
        apiServerURL: base64(cluster.apiServerURL),
        ...(cluster.apiServerCA !== undefined && { apiServerCA: base64(cluster.apiServerCA) }),
      },
    },
    {
      apiVersion: FLEET_API,
      kind: 'Cluster',
      metadata: { name: cluster.name, namespace: cluster.workspace },
      spec: { kubeConfigSecret: secretName, agentNamespace: cluster.agentNamespace },
    },
  ];
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** What the upstream knows of a cluster's registration. */
export interface RegistrationState {
  /** The controller's own complaint about the import; empty when it has none. */
  importMessage: string;
  /** The agent's last check-in; empty before the first. */
  lastSeen: string;
  /** Names of the ClusterRegistrations in the workspace: one means that an agent's request arrived. */
  registrations: string[];
  /** Whether one of them was granted. */
  granted: boolean;
  /** The upstream namespace of the cluster's BundleDeployments; empty before the import. */
  clusterNamespace: string;
}

/** Reads what the upstream knows of a cluster's registration. */
export async function registrationState(
  upstream: KubeClient,
  cluster: { name: string; workspace: string },
): Promise<RegistrationState> {
  const { name, workspace } = cluster;
  const [object, registrations] = await Promise.all([
    upstream.get({ apiVersion: FLEET_API, kind: 'Cluster', name, namespace: workspace }),
    upstream.list({ apiVersion: FLEET_API, kind: 'ClusterRegistration', namespace: workspace }),
  ]);
  const conditions = fieldAt(object, 'status.conditions');
  const imported = Array.isArray(conditions)
    ? conditions.find(condition => condition.type === 'Imported' && condition.status !== 'True')
    : undefined;
  return {
    importMessage: String(imported?.message ?? ''),
    lastSeen: textAt(object, 'status.agent.lastSeen'),
    registrations: registrations.map(registration => registration.metadata.name),
    granted: registrations.some(registration => fieldAt(registration, 'status.granted') === true),
    clusterNamespace: textAt(object, 'status.namespace'),
  };
}
