import { expect, test } from 'vitest';
import { wantedName } from './controlPlane.ts';
import { imagesList, sandboxImage } from './nodeImage.ts';

const KUBEADM = [
  'registry.k8s.io/kube-apiserver:v1.34.4',
  'registry.k8s.io/kube-proxy:v1.34.4',
  'registry.k8s.io/coredns/coredns:v1.12.1',
  'registry.k8s.io/pause:3.10.1',
  'registry.k8s.io/etcd:3.6.5-0',
];
const SANDBOX = 'registry.k8s.io/pause:3.10';

test('a program gets the name that kubeadm lists for it, and pause the one that containerd asks for', () => {
  expect(wantedName('kube-proxy', KUBEADM, SANDBOX)).toBe('registry.k8s.io/kube-proxy:v1.34.4');
  expect(wantedName('coredns', KUBEADM, SANDBOX)).toBe('registry.k8s.io/coredns/coredns:v1.12.1');
  expect(wantedName('pause', KUBEADM, SANDBOX)).toBe(SANDBOX);
});

test('the list for the import has a line for each image', () => {
  const images = { etcd: { ref: 'a/etcd:1', id: 'x' }, pause: { ref: 'a/pause:2', id: 'y' } };

  const list = imagesList(images, KUBEADM, SANDBOX);

  expect(list).toBe(`a/etcd:1 registry.k8s.io/etcd:3.6.5-0\na/pause:2 ${SANDBOX}\n`);
});

test('a program that kubeadm does not list is an error that names it', () => {
  const images = { dns: { ref: 'a/dns:1', id: 'x' } };

  expect(() => imagesList(images, KUBEADM, SANDBOX)).toThrow('asks for no image of dns');
});

test('the sandbox image is read out of a containerd configuration', () => {
  const config = '[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "registry.k8s.io/pause:3.10"\n';

  expect(sandboxImage(config)).toBe(SANDBOX);
  expect(() => sandboxImage('version = 2\n')).toThrow('names no sandbox image');
});
