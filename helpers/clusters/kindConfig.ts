import { stringify } from 'yaml';
import type { ClusterSpec } from './cluster.ts';

/**
 * kind's configuration of a cluster with one node (kind.x-k8s.io/v1alpha4).
 * @param canGiveSysResource whether containers can have CAP_SYS_RESOURCE: without it kubelet must be told that it
 *   cannot set some sysctls and limits (feature gate KubeletInUserNamespace).
 */
export function kindConfig(spec: ClusterSpec, canGiveSysResource: boolean): string {
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    networking: {
      apiServerAddress: '127.0.0.1',
      ...(spec.nodeImage.ownPodNetwork && { disableDefaultCNI: true }),
    },
    ...(!canGiveSysResource && { featureGates: { KubeletInUserNamespace: true } }),
    nodes: [{ role: 'control-plane', image: spec.nodeImage.ref }],
  });
}
