import type { KubeClient, KubeObject } from '../kube/client.ts';
import { conditionOf, fieldAt, textAt } from '../kube/fields.ts';
import { base64 } from './base64.ts';
import { type ClusterPlace, FLEET_API } from './places.ts';

/** A manager-initiated cluster, as it is defined upstream. */
export interface ManagedCluster extends ClusterPlace {
  /** Name of the Cluster. */
  name: string;
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

/** What the upstream knows of a cluster's registration. */
export interface RegistrationState {
  /** The name of the Cluster; empty while there is none. */
  name: string;
  /** The controller's own complaint about the import; empty when it has none. */
  importMessage: string;
  /** The agent's last check-in, ISO 8601; empty before the first. */
  lastSeen: string;
  /** Names of the ClusterRegistrations in the workspace: one means that an agent's request arrived. */
  registrations: string[];
  /** Whether one of them was granted. */
  granted: boolean;
  /** The upstream namespace of the cluster's BundleDeployments; empty before the import. */
  clusterNamespace: string;
  /** Whether that namespace is not there, or going. */
  namespaceGone: boolean;
}

/** Reads what the upstream knows of a cluster's registration. */
export async function registrationState(
  upstream: KubeClient,
  { workspace, name }: ClusterPlace,
): Promise<RegistrationState> {
  const [clusters, all] = await Promise.all([
    upstream.list({ apiVersion: FLEET_API, kind: 'Cluster', namespace: workspace }),
    upstream.list({ apiVersion: FLEET_API, kind: 'ClusterRegistration', namespace: workspace }),
  ]);
  const cluster = clusters.find(({ metadata }) => name === undefined || metadata.name === name);
  // A registration that was not assigned to a cluster yet may be anyone's.
  const registrations = all.filter(registration =>
    ['', cluster?.metadata.name].includes(textAt(registration, 'status.clusterName')),
  );
  const imported = conditionOf(cluster, 'Imported');
  const clusterNamespace = textAt(cluster, 'status.namespace');
  return {
    name: cluster?.metadata.name ?? '',
    importMessage: imported !== undefined && imported.status !== 'True' ? imported.message : '',
    lastSeen: textAt(cluster, 'status.agent.lastSeen'),
    registrations: registrations.map(registration => registration.metadata.name),
    granted: registrations.some(registration => fieldAt(registration, 'status.granted') === true),
    clusterNamespace,
    namespaceGone: clusterNamespace !== '' && (await isGone(upstream, clusterNamespace)),
  };
}

async function isGone(upstream: KubeClient, name: string): Promise<boolean> {
  const namespace = await upstream.get({ apiVersion: 'v1', kind: 'Namespace', name });
  return namespace === undefined || namespace.metadata.deletionTimestamp !== undefined;
}
