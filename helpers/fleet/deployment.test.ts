import { expect, test } from 'vitest';
import type { KubeClient, KubeObject } from '../kube/client.ts';
import { adapterFor } from './adapters/choose.ts';
import { awaitDeployment, type DeploymentWatch } from './deployment.ts';

/** A cluster in which there is one object of each kind. */
function clusterWith(objects: Record<string, Partial<KubeObject>>): KubeClient {
  const find = (kind: string) => objects[kind] as KubeObject | undefined;
  return {
    get: async ({ kind }: { kind: string }) => find(kind),
    list: async ({ kind }: { kind: string }) => [find(kind)].filter(object => object !== undefined),
  } as unknown as KubeClient;
}

function watch(version: string, how: Partial<DeploymentWatch> = {}): DeploymentWatch {
  return {
    upstream: clusterWith({
      HelmOp: { status: { conditions: [{ type: 'Ready', status: 'True' }] } },
      BundleDeployment: { status: { ready: true, conditions: [{ type: 'Deployed', status: 'True' }] } },
    }),
    downstream: clusterWith({ ConfigMap: { data: { chart: 'probe-0.2.0' } } }),
    adapter: adapterFor('0.16.1'),
    helmOp: { name: 'op', workspace: 'w', clusterNamespace: 'c', namespace: 'n' },
    deadlineMs: 500,
    settleMs: () => 0,
    patient: false,
    version,
    signal: new AbortController().signal,
    ...how,
  };
}

test('the version that was asked for is the end of the wait', async () => {
  const { object } = await awaitDeployment(watch('0.2.0', { settleMs: () => 60_000 }));
  expect(object?.version).toBe('0.2.0');
});

test('another version is an answer, once it has stood for its time', async () => {
  const { state, object } = await awaitDeployment(watch('0.1.0'));
  expect(state.deployed).toBe(true);
  expect(object?.version).toBe('0.2.0');
});

test('where a change has to bring the version about, another one is the answer only when the time is over', async () => {
  const started = performance.now();
  const { object } = await awaitDeployment(watch('0.3.0', { patient: true, deadlineMs: 1_500 }));
  expect(object?.version).toBe('0.2.0');
  expect(performance.now() - started).toBeGreaterThan(450);
});
