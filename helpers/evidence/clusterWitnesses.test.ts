import { expect, test } from 'vitest';
import type { KindRef, KubeClient } from '../kube/client.ts';
import { type ClusterObject, clusterOf } from '../kube/cluster.fixture.ts';
import { clusterWitnesses } from './clusterWitnesses.ts';
import { LOG_LINES } from './endOfLog.ts';
import type { EvidenceFile } from './evidenceFolder.ts';

const FLEET = { apiVersion: 'fleet.cattle.io/v1alpha1' };
const V1 = { apiVersion: 'v1' };

const OBJECTS: ClusterObject[] = [
  crd('fleet.cattle.io', 'HelmOp'),
  crd('fleet.cattle.io', 'Content'),
  crd('example.org', 'Other'),
  {
    ...FLEET,
    kind: 'HelmOp',
    metadata: { name: 'mine', namespace: 'ws' },
    status: { conditions: ['ready'] },
  },
  { ...FLEET, kind: 'HelmOp', metadata: { name: 'another', namespace: 'elsewhere' } },
  { ...FLEET, kind: 'Content', metadata: { name: 'packed', namespace: 'ws' } },
  { ...V1, kind: 'Event', metadata: { name: 'e', namespace: 'ws' }, message: 'mine' },
  { ...V1, kind: 'Event', metadata: { name: 'n', namespace: 'default' }, message: 'disk pressure' },
  { ...V1, kind: 'Event', metadata: { name: 'f', namespace: 'elsewhere' }, message: 'not mine' },
  { ...V1, kind: 'ConfigMap', metadata: { name: 'fleet-agent', namespace: 'ws' }, data: { config: '{}' } },
  { ...V1, kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace: 'ws' } },
  { ...V1, kind: 'Secret', metadata: { name: 'credential', namespace: 'ws' }, data: { token: 'aGk=' } },
  { ...V1, kind: 'Namespace', metadata: { name: 'ws' } },
  { ...V1, kind: 'Namespace', metadata: { name: 'elsewhere' } },
  { ...V1, kind: 'Node', metadata: { name: 'node' }, status: { nodeInfo: { kubeletVersion: 'v1.35.0' } } },
  {
    ...V1,
    kind: 'Pod',
    metadata: { name: 'agent', namespace: 'ws' },
    spec: { initContainers: [{ name: 'register' }], containers: [{ name: 'agent' }, { name: 'side' }] },
    status: {
      initContainerStatuses: [{ name: 'register', restartCount: 0 }],
      containerStatuses: [
        { name: 'agent', restartCount: 2, image: 'fleet-agent:1', imageID: 'sha256:abc' },
        { name: 'side', restartCount: 0, image: 'side:1', imageID: '' },
      ],
    },
  },
];

function crd(group: string, kind: string): ClusterObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: kind },
    spec: { group, names: { kind } },
  };
}

const LOGS = {
  'ws/agent/register': 'registered',
  'ws/agent/agent': 'now',
  'ws/agent/agent/previous': 'before',
  'ws/agent/side': 'beside',
};

/** What a cluster tells of the namespace `ws`, file by file. */
async function told(client: KubeClient): Promise<Map<string, EvidenceFile['content']>> {
  const witnesses = clusterWitnesses({ name: 'd1', client, isMeant: name => name === 'ws', since: 7 });
  const { signal } = new AbortController();
  const files = new Map<string, EvidenceFile['content']>();
  for (const { tell } of witnesses) {
    for await (const { name, content } of tell(signal)) files.set(name, content);
  }
  return files;
}

const parsed = (content: unknown) => JSON.parse(String(content));

test('a cluster tells of the namespaces that are meant, and of those alone', async () => {
  const files = await told(clusterOf(OBJECTS, LOGS));
  expect([...files.keys()]).toEqual([
    'd1/fleet.json',
    'd1/events.txt',
    'd1/config-maps.json',
    'd1/versions.json',
    'd1/workloads.json',
    'd1/logs/ws/agent.register.log',
    'd1/logs/ws/agent.agent.log',
    'd1/logs/ws/agent.agent.previous.log',
    'd1/logs/ws/agent.side.log',
  ]);
  expect(parsed(files.get('d1/fleet.json'))).toMatchObject([
    { kind: 'HelmOp', metadata: { name: 'mine' }, status: { conditions: ['ready'] } },
  ]);
  expect(String(files.get('d1/events.txt'))).toMatch(/mine\n.*disk pressure\n$/);
  expect(parsed(files.get('d1/config-maps.json'))).toMatchObject([{ metadata: { name: 'fleet-agent' } }]);
  expect(parsed(files.get('d1/versions.json'))).toEqual({
    nodes: [{ name: 'node', kubeletVersion: 'v1.35.0' }],
    pods: [
      {
        pod: 'ws/agent',
        images: [
          { container: 'agent', image: 'fleet-agent:1', imageID: 'sha256:abc' },
          { container: 'side', image: 'side:1', imageID: '' },
        ],
      },
    ],
  });
  expect(parsed(files.get('d1/workloads.json')).map(({ kind }: { kind: string }) => kind)).toEqual([
    'Namespace',
    'Pod',
  ]);
});

test('Secrets are not even asked for', async () => {
  const asked: string[] = [];
  const cluster = clusterOf(OBJECTS, LOGS);
  const list = (kind: KindRef) => {
    asked.push(kind.kind);
    return cluster.list(kind);
  };
  const files = await told({ ...cluster, list });
  expect(asked).not.toContain('Secret');
  expect([...files.values()].join()).not.toContain('aGk=');
});

test('logs count from a moment on, those before a restart from their start, and of each its end', async () => {
  const cluster = clusterOf(OBJECTS, LOGS);
  const asked: unknown[] = [];
  await told({
    ...cluster,
    podLog: pod => {
      asked.push([pod.container, pod.previous ?? false, pod.since, pod.lastLines]);
      return cluster.podLog(pod);
    },
  });
  expect(asked).toEqual([
    ['register', false, 7, LOG_LINES],
    ['agent', false, 7, LOG_LINES],
    ['agent', true, undefined, LOG_LINES],
    ['side', false, 7, LOG_LINES],
  ]);
});

test('a log that cannot be had does not keep the next from being read', async () => {
  const cluster = clusterOf(OBJECTS, LOGS);
  const podLog: KubeClient['podLog'] = pod =>
    pod.container === 'agent' ? Promise.reject(new Error('no node')) : cluster.podLog(pod);
  const files = await told({ ...cluster, podLog });
  expect(files.get('d1/logs/ws/agent.agent.log')).toEqual(new Error('no node'));
  expect(files.get('d1/logs/ws/agent.side.log')).toBe('beside');
});

test('objects are told by their kind, and without the account of who set which field', async () => {
  const bare = {
    apiVersion: 'v1',
    kind: undefined as never,
    metadata: { name: 'ws', managedFields: ['long'] },
  };
  const cluster = clusterOf([]);
  const files = await told({
    ...cluster,
    list: async ({ kind }) => (kind === 'Namespace' ? [bare] : []),
  });
  expect(parsed(files.get('d1/workloads.json'))).toEqual([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ws' } },
  ]);
});
