import { expect, test } from 'vitest';
import { clusterOf } from './cluster.fixture.ts';
import { awaitServiceNetwork } from './serviceNetwork.ts';

const { signal } = new AbortController();

test('the network of services is there once kube-proxy is ready on every node, and not before', async () => {
  const looks = [
    {},
    { desiredNumberScheduled: 0, numberReady: 0 },
    { desiredNumberScheduled: 2, numberReady: 1 },
    { desiredNumberScheduled: 2, numberReady: 2 },
    'one look too many',
  ];
  const metadata = { name: 'kube-proxy', namespace: 'kube-system' };
  const get = async () => ({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, status: looks.shift() });
  await awaitServiceNetwork({ ...clusterOf([]), get }, signal);
  expect(looks).toEqual(['one look too many']);
});

test('a cluster without kube-proxy is not waited for', async () => {
  await expect(awaitServiceNetwork(clusterOf([]), signal)).resolves.toBeUndefined();
});
