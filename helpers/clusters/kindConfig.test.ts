import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ClusterSpec } from './cluster.ts';
import { kindConfig } from './kindConfig.ts';

const spec: ClusterSpec = { role: 'upstream', nodeImage: { ref: 'kindest/node:v1', ownPodNetwork: false } };

test('a cluster has one node of the given image, and its API server listens on this host only', () => {
  expect(parse(kindConfig(spec, true))).toEqual({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    networking: { apiServerAddress: '127.0.0.1' },
    kubeadmConfigPatches: [expect.any(String)],
    nodes: [{ role: 'control-plane', image: 'kindest/node:v1' }],
  });
});

test('a node image with a pod network of its own switches the default one off', () => {
  const config = parse(kindConfig({ ...spec, nodeImage: { ref: 'x', ownPodNetwork: true } }, true));
  expect(config.networking.disableDefaultCNI).toBe(true);
});

test('the controller manager may make more calls than twenty a second: the first pods wait for them', () => {
  const [patch] = parse(kindConfig(spec, true)).kubeadmConfigPatches;
  const { kind, controllerManager } = parse(patch);
  expect(kind).toBe('ClusterConfiguration');
  expect(Number(controllerManager.extraArgs['kube-api-qps'])).toBeGreaterThan(100);
});

test('the feature gate for a kubelet without CAP_SYS_RESOURCE is set only where it is needed', () => {
  expect(parse(kindConfig(spec, false)).featureGates).toEqual({ KubeletInUserNamespace: true });
  expect(parse(kindConfig(spec, true)).featureGates).toBeUndefined();
});
