import { expect, test } from 'vitest';
import type { KubeClient } from '../kube/client.ts';
import { type ClusterObject, clusterOf } from '../kube/cluster.fixture.ts';
import { FLEET_API } from './places.ts';
import { retireCluster } from './retire.ts';

const fleet = (kind: string, name: string, more: object = {}): ClusterObject => ({
  ...{ apiVersion: FLEET_API, kind, metadata: { name, namespace: 'ws' }, ...more },
});

/** A cluster whose objects can be removed; `afterwards` is what a controller makes of the rest after that. */
function removable(objects: ClusterObject[], afterwards = () => {}): KubeClient {
  return {
    ...clusterOf(objects),
    remove: async ({ kind, name }) => {
      const at = objects.findIndex(one => one.kind === kind && one.metadata.name === name);
      if (at >= 0) objects.splice(at, 1);
      afterwards();
    },
  };
}

function retire(upstream: ClusterObject[], name?: string, afterwards?: () => void): Promise<void> {
  return retireCluster({
    upstream: removable(upstream, afterwards),
    downstream: removable([]),
    cluster: { workspace: 'ws', agentNamespace: 'agent', ...(name !== undefined && { name }) },
    signal: new AbortController().signal,
  });
}

test('a request that was not granted goes with its cluster, which it would bring back for ever', async () => {
  const objects = [
    fleet('Cluster', 'cluster-1', { spec: { clientID: 'one' } }),
    fleet('ClusterRegistration', 'request-1', { spec: { clientID: 'one' } }),
  ];
  await retire(objects, undefined, () => {
    const asked = objects.some(({ kind }) => kind === 'ClusterRegistration');
    const there = objects.some(({ kind }) => kind === 'Cluster');
    if (asked && !there) objects.push(fleet('Cluster', 'cluster-1', { spec: { clientID: 'one' } }));
  });
  expect(objects).toEqual([]);
});

test('a request whose cluster is gone already is looked for as well where the workspace is the agent’s own', async () => {
  const objects = [fleet('ClusterRegistration', 'request-1', { spec: { clientID: 'one' } })];
  await retire(objects);
  expect(objects).toEqual([]);
});

test('what is granted goes with its owner, and other clusters and their requests stay', async () => {
  const granted = fleet('ClusterRegistration', 'granted', {
    spec: { clientID: 'one' },
    status: { granted: true },
  });
  const others = [
    fleet('Cluster', 'other', { spec: { clientID: 'two' } }),
    fleet('ClusterRegistration', 'request-2', { spec: { clientID: 'two' } }),
  ];
  const own = [
    fleet('Cluster', 'one', { spec: { clientID: 'one' } }),
    fleet('ClusterRegistration', 'request-1', { spec: { clientID: 'one' } }),
  ];
  const objects = [...own, granted, ...others];
  await retire(objects, 'one');
  expect(objects).toEqual([granted, ...others]);
});
