import { expect, test } from 'vitest';
import { clusterFailure } from './failure.ts';

test.for([
  ['disk-full', 'ERROR: failed to create cluster: write /var/lib/x: no space left on device'],
  [
    'port-taken',
    'docker: Error response from daemon: driver failed: Bind for 127.0.0.1:6443 failed: port is already allocated.',
  ],
  ['port-taken', 'listen tcp4 127.0.0.1:6443: bind: address already in use'],
  [
    'name-taken',
    'ERROR: failed to create cluster: node(s) already exist for a cluster with the name "ftls-a-up"',
  ],
  [
    'docker-unavailable',
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  ],
  ['docker-unavailable', 'OCI runtime create failed: unable to apply caps: operation not permitted: unknown'],
  [
    'image-missing',
    'ERROR: failed to create cluster: failed to pull image "x:1": command "docker pull x:1" failed',
  ],
  ['image-missing', 'Error response from daemon: No such image: x:1'],
  ['prerequisite-missing', 'kubelet: inotify_init: too many open files'],
] as const)('%s is told by: %s', ([code, output]) => {
  const error = clusterFailure('cluster a was not created', `some line before\n${output}\nsome line behind`);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^cluster a was not created: /);
  expect(error.cure).not.toBe('');
});

test('an unknown cause shows the telling line and keeps the whole output for the log', () => {
  const error = clusterFailure('cluster a was not created', 'one\nERROR: kubeadm init failed\n');
  expect(error).toMatchObject({
    code: 'cluster-failed',
    message: 'cluster a was not created: ERROR: kubeadm init failed',
  });
  expect(error.cause).toMatchObject({ message: expect.stringContaining('one\n') });
});
