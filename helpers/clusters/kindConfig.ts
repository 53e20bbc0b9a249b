import { stringify } from 'yaml';
import type { ClusterSpec } from './cluster.ts';

/**
 * The controller manager makes an account for each of its controllers before it makes a pod, and holds itself to 20 calls a
 * second (Kubernetes 1.34): kube-proxy was there 7 s after the node was ready, with this 2 s (measured). What starts before
 * kube-proxy finds no API server, and some of it looks again only after 10 s. As kind 0.33 has it for this Kubernetes; to
 * another version of kubeadm's configuration it says nothing.
 */
const SWIFT_CONTROLLER_MANAGER = {
  apiVersion: 'kubeadm.k8s.io/v1beta3',
  kind: 'ClusterConfiguration',
  controllerManager: { extraArgs: { 'kube-api-qps': '300', 'kube-api-burst': '600' } },
};

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
    kubeadmConfigPatches: [stringify(SWIFT_CONTROLLER_MANAGER)],
    nodes: [{ role: 'control-plane', image: spec.nodeImage.ref }],
  });
}
