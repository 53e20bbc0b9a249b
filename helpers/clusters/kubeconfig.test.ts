import { matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { kubeconfigFiles, withServer } from './kubeconfig.ts';

const kubeconfig = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [
    { name: 'kind-a', cluster: { server: 'https://127.0.0.1:40123', 'certificate-authority-data': 'Q0E=' } },
  ],
  users: [{ name: 'kind-a', user: { 'client-key-data': 'S0VZ' } }],
};

test("of a cluster's kubeconfigs, the one that a person cannot use is not among those that a person takes", () => {
  const { own, internal } = kubeconfigFiles('/runs/a', 'upstream-u1');
  expect([own, internal].map(file => matchesGlob(file, '/runs/a/*.kubeconfig'))).toEqual([true, false]);
});

test('only the address of the API server changes', () => {
  const changed = parse(withServer(stringify(kubeconfig), 'https://a-control-plane:6443'));
  expect(changed.clusters[0].cluster.server).toBe('https://a-control-plane:6443');
  changed.clusters[0].cluster.server = kubeconfig.clusters[0]?.cluster.server;
  expect(changed).toEqual(kubeconfig);
});

test.for([
  ['is empty', ''],
  ['names no cluster', stringify({ ...kubeconfig, clusters: [] })],
  [
    'names two clusters',
    stringify({ ...kubeconfig, clusters: [...kubeconfig.clusters, ...kubeconfig.clusters] }),
  ],
])('a kubeconfig that %s is refused', ([, text]) => {
  expect(() => withServer(text ?? '', 'https://x')).toThrow(
    expect.objectContaining({ code: 'cluster-failed' }),
  );
});
