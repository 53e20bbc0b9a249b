import { describe, expect, test } from 'vitest';
import { type ClusterObject, clusterOf } from '../kube/cluster.fixture.ts';
import { managedClusterObjects, registrationState } from './cluster.ts';
import { FLEET_API } from './places.ts';

const place = { workspace: 'ws', agentNamespace: 'agent' };

function fleet(kind: string, name: string, status?: object, namespace = 'ws'): ClusterObject {
  return { apiVersion: FLEET_API, kind, metadata: { name, namespace }, ...(status && { status }) };
}

const stateOf = (objects: ClusterObject[], name?: string) =>
  registrationState(clusterOf(objects), { ...place, ...(name !== undefined && { name }) });

test('a managed cluster is its workspace, the secret of its kubeconfig, and itself', () => {
  const cluster = { ...place, name: 'c', kubeconfig: 'kube', apiServerURL: 'https://up' };
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const [namespace, secret, itself] = managedClusterObjects({ ...cluster, apiServerCA: 'PEM' });
  expect(namespace).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ws' } });
  expect(secret).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'c-kubeconfig', namespace: 'ws' },
    type: 'Opaque',
    data: { value: base64('kube'), apiServerURL: base64('https://up'), apiServerCA: base64('PEM') },
  });
  expect(itself).toEqual({
    apiVersion: FLEET_API,
    kind: 'Cluster',
    metadata: { name: 'c', namespace: 'ws' },
    spec: { kubeConfigSecret: 'c-kubeconfig', agentNamespace: 'agent' },
  });
  expect(managedClusterObjects(cluster)[1]?.data).not.toHaveProperty('apiServerCA');
});

describe('what the upstream knows', () => {
  const namespace = (name: string, metadata = {}) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, ...metadata },
  });

  test('of a cluster that is not there is nothing', async () => {
    expect(await stateOf([])).toEqual({
      name: '',
      importMessage: '',
      lastSeen: '',
      registrations: [],
      granted: false,
      clusterNamespace: '',
      namespaceGone: false,
    });
  });

  test('of one that has registered: its name, its namespace, its check-in and the grant', async () => {
    const objects = [
      fleet('Cluster', 'c', {
        namespace: 'cluster-ws-c',
        agent: { lastSeen: 'now' },
        conditions: [{ type: 'Imported', status: 'True', message: 'past' }],
      }),
      fleet('ClusterRegistration', 'r', { clusterName: 'c', granted: true }),
      namespace('cluster-ws-c'),
    ];
    expect(await stateOf(objects)).toEqual({
      name: 'c',
      importMessage: '',
      lastSeen: 'now',
      registrations: ['r'],
      granted: true,
      clusterNamespace: 'cluster-ws-c',
      namespaceGone: false,
    });
  });

  test('is that the namespace of one is gone, where it is not there or going', async () => {
    const cluster = fleet('Cluster', 'c', { namespace: 'cluster-ws-c' });
    const going = namespace('cluster-ws-c', { deletionTimestamp: 'now' });
    expect(await stateOf([cluster])).toMatchObject({ namespaceGone: true });
    expect(await stateOf([cluster, going])).toMatchObject({ namespaceGone: true });
    expect(await stateOf([cluster, namespace('cluster-ws-c')])).toMatchObject({ namespaceGone: false });
  });

  test('of one that could not be imported is why', async () => {
    const conditions = [{ type: 'Imported', status: 'False', message: 'x509: expired' }];
    expect((await stateOf([fleet('Cluster', 'c', { conditions })])).importMessage).toBe('x509: expired');
  });

  test('is of the cluster that was named, where there are several', async () => {
    const objects = [fleet('Cluster', 'a'), fleet('Cluster', 'b'), fleet('Cluster', 'c', undefined, 'other')];
    expect((await stateOf(objects)).name).toBe('a');
    expect((await stateOf(objects, 'b')).name).toBe('b');
    expect((await stateOf(objects, 'c')).name).toBe('');
  });

  test("counts the registrations that are its own, or nobody's yet", async () => {
    const objects = [
      fleet('Cluster', 'c'),
      fleet('ClusterRegistration', 'mine', { clusterName: 'c' }),
      fleet('ClusterRegistration', 'new'),
      fleet('ClusterRegistration', 'theirs', { clusterName: 'd', granted: true }),
      fleet('ClusterRegistration', 'elsewhere', { clusterName: 'c', granted: true }, 'other'),
    ];
    expect(await stateOf(objects)).toMatchObject({ registrations: ['mine', 'new'], granted: false });
  });

  test("counts no registration of a cluster where there is none, but those that are nobody's", async () => {
    const objects = [
      fleet('ClusterRegistration', 'new', { granted: false }),
      fleet('ClusterRegistration', 'theirs', { clusterName: 'd' }),
    ];
    expect(await stateOf(objects)).toMatchObject({ registrations: ['new'], granted: false });
  });

  test('is granted where one of the registrations is', async () => {
    const objects = [
      fleet('Cluster', 'c'),
      fleet('ClusterRegistration', 'first', { clusterName: 'c' }),
      fleet('ClusterRegistration', 'second', { clusterName: 'c', granted: true }),
    ];
    expect((await stateOf(objects)).granted).toBe(true);
  });
});
