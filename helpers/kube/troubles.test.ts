import { expect, test } from 'vitest';
import type { KubeObject } from './client.ts';
import { deploymentTroubles, nodeTroubles, podTroubles } from './troubles.ts';

const object = (status: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name: 'x', namespace: 'n' },
  status,
});
const containers = (...containerStatuses: object[]) => object({ containerStatuses });

test('a node that is ready and short of nothing has no trouble', () => {
  const conditions = [
    { type: 'Ready', status: 'True', message: 'kubelet is posting ready status' },
    { type: 'DiskPressure', status: 'False', message: 'kubelet has no disk pressure' },
  ];
  expect(nodeTroubles(object({ conditions }))).toEqual([]);
});

test('a node that is not ready, or short of something, is told with the kubelet’s words', () => {
  const conditions = [
    { type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.' },
    { type: 'DiskPressure', status: 'True', message: 'kubelet has disk pressure' },
  ];
  expect(nodeTroubles(object({ conditions }))).toEqual([
    'node x is not ready: Kubelet stopped posting node status.',
    'node x has DiskPressure: kubelet has disk pressure',
  ]);
});

test.each([
  containers({ state: { running: {} }, lastState: {} }),
  containers({ state: { waiting: { reason: 'ContainerCreating' } } }),
  object({ initContainerStatuses: [{ state: { terminated: { reason: 'Completed', exitCode: 0 } } }] }),
  object({}),
])('a pod that runs, or is on its way, has no trouble', pod => {
  expect(podTroubles(pod)).toEqual([]);
});

test.each([
  [
    containers({
      state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "a:1"' } },
    }),
    'waits, ImagePullBackOff: Back-off pulling image "a:1"',
  ],
  [
    containers({ state: { running: {} }, lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } } }),
    'ended before, OOMKilled with exit status 137',
  ],
  [
    object({ conditions: [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes are available' }] }),
    'has no node: 0/1 nodes are available',
  ],
  [
    object({ reason: 'Evicted', message: 'The node was low on resource: ephemeral-storage.' }),
    'was evicted: The node was low on resource: ephemeral-storage.',
  ],
])('why a pod does not run is told: %#', (pod, words) => {
  expect(podTroubles(pod)).toEqual([`pod n/x ${words}`]);
});

test('a Deployment without a pod that is available has trouble', () => {
  expect(deploymentTroubles(object({ availableReplicas: 1 }))).toEqual([]);
  expect(deploymentTroubles(object({}))).toEqual(['no pod of n/x is available']);
});
