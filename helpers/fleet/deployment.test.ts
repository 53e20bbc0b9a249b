import { describe, expect, test } from 'vitest';
import { type ClusterObject, clusterOf } from '../kube/cluster.fixture.ts';
import { adapterFor } from './adapters/choose.ts';
import { awaitDeployment, type DeploymentWatch, probeObject } from './deployment.ts';
import type { HelmOpState } from './helmOp.ts';
import { FLEET_API } from './places.ts';

function fleet(kind: string, status: object, namespace = 'w'): ClusterObject {
  const labels = { 'fleet.cattle.io/bundle-name': 'op', 'fleet.cattle.io/bundle-namespace': 'w' };
  return { apiVersion: FLEET_API, kind, metadata: { name: 'op', namespace, labels }, status };
}

const ready = (status: string, more: object = {}) => ({ conditions: [{ type: 'Ready', status, ...more }] });
const refused = (type: string, message: string) => ({ conditions: [{ type, status: 'False', message }] });
const DEPLOYED = [
  fleet('HelmOp', ready('True')),
  fleet('BundleDeployment', { ready: true, conditions: [{ type: 'Deployed', status: 'True' }] }, 'c'),
];
const PROBE: ClusterObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'op-probe', namespace: 'n' },
  data: { chart: 'probe-0.2.0' },
};

/** One look, unless more is said. */
function watch(how: Partial<DeploymentWatch> = {}): DeploymentWatch {
  return {
    upstream: clusterOf(DEPLOYED),
    downstream: clusterOf([PROBE]),
    adapter: adapterFor('0.16.1'),
    helmOp: { name: 'op', workspace: 'w', clusterNamespace: 'c', namespace: 'n' },
    deadlineMs: 500,
    settleMs: () => 0,
    patient: false,
    signal: new AbortController().signal,
    ...how,
  };
}

describe('a HelmOp is deployed', () => {
  test('at once where Fleet says so and its object is there', async () => {
    const { state, object } = await awaitDeployment(watch({ settleMs: () => 60_000, deadlineMs: 60_000 }));
    expect(state.deployed).toBe(true);
    expect(object).toEqual({ name: 'ConfigMap n/op-probe', version: '0.2.0' });
  });

  test('at once of the version that was asked for', async () => {
    const { object } = await awaitDeployment(
      watch({ version: '0.2.0', settleMs: () => 60_000, deadlineMs: 60_000 }),
    );
    expect(object?.version).toBe('0.2.0');
  });

  test('not on the word of Fleet alone: what it says is the answer when the time is over', async () => {
    const started = performance.now();
    const outcome = await awaitDeployment(watch({ downstream: clusterOf([]), deadlineMs: 1_500 }));
    expect(outcome).toStrictEqual({ state: expect.objectContaining({ deployed: true }) });
    expect(performance.now() - started).toBeGreaterThan(450);
  });

  test('not by its object alone: silence is no answer', async () => {
    await expect(awaitDeployment(watch({ upstream: clusterOf([]) }))).rejects.toThrow(
      /^gave up awaiting HelmOp op .*last seen: not deployed, ConfigMap n\/op-probe downstream;/,
    );
    const nothing = { upstream: clusterOf([]), downstream: clusterOf([]) };
    await expect(awaitDeployment(watch(nothing))).rejects.toThrow('not deployed, nothing downstream;');
  });
});

describe('an error of before on what is deployed', () => {
  const [, deployment] = DEPLOYED as [ClusterObject, ClusterObject];
  const left = [fleet('HelmOp', ready('False', { message: 'x509: of before' })), deployment];
  const cleared = (withinMs: number) => ({ asAsked: (state: HelmOpState) => state.shown === '', withinMs });

  test('is given its time to be cleared, and is no error once it is', async () => {
    const objects = [...left];
    setTimeout(() => objects.splice(0, 1, ...DEPLOYED.slice(0, 1)), 100);
    const upstream = clusterOf(objects);
    const { state } = await awaitDeployment(watch({ upstream, own: cleared(60_000), deadlineMs: 60_000 }));
    expect(state).toMatchObject({ deployed: true, shown: '' });
  });

  test('stands on the answer when it is still there after that time, and when all time is over', async () => {
    const upstream = clusterOf(left);
    const answer = { state: { deployed: true, shown: 'x509: of before' } };
    const impatient = watch({ upstream, own: cleared(700), deadlineMs: 60_000 });
    expect(await awaitDeployment(impatient)).toMatchObject(answer);
    expect(await awaitDeployment(watch({ upstream, own: cleared(60_000) }))).toMatchObject(answer);
  });

  test('does not matter where nobody asks for it', async () => {
    const { state } = await awaitDeployment(watch({ upstream: clusterOf(left), deadlineMs: 60_000 }));
    expect(state).toMatchObject({ deployed: true, shown: 'x509: of before' });
  });
});

describe('an error that the agent gives and the HelmOp not yet', () => {
  const agents = fleet('BundleDeployment', refused('Deployed', 'x509: why'), 'c');
  const own = (withinMs: number) => ({
    asAsked: (state: HelmOpState) => state.shown.includes(state.agentError),
    withinMs,
  });
  const settled = { downstream: clusterOf([]), settleMs: () => 0, deadlineMs: 60_000 };

  test('is no answer before it has come there', async () => {
    const objects = [fleet('HelmOp', ready('True')), agents];
    const shown = fleet('HelmOp', ready('False', { message: 'ErrApplied(1) [x509: why]' }));
    setTimeout(() => objects.splice(0, 1, shown), 100);
    const { state } = await awaitDeployment(
      watch({ ...settled, upstream: clusterOf(objects), own: own(60_000) }),
    );
    expect(state).toMatchObject({ ready: 'False', shown: 'ErrApplied(1) [x509: why]' });
  });

  test('is the answer when it does not come within its time', async () => {
    const upstream = clusterOf([fleet('HelmOp', ready('True')), agents]);
    const { state } = await awaitDeployment(watch({ ...settled, upstream, own: own(700) }));
    expect(state).toMatchObject({ agentError: 'x509: why', ready: 'True', shown: '' });
  });

  test('has to stand for its own time all the same', async () => {
    const upstream = clusterOf([fleet('HelmOp', ready('True')), agents]);
    const watched = { ...settled, upstream, own: own(0), settleMs: () => 60_000, deadlineMs: 700 };
    await expect(awaitDeployment(watch(watched))).rejects.toThrow('last seen: x509: why;');
  });
});

describe('another version', () => {
  test('is an answer, once it has stood for its time', async () => {
    const { state, object } = await awaitDeployment(watch({ version: '0.1.0', deadlineMs: 60_000 }));
    expect(state.deployed).toBe(true);
    expect(object?.version).toBe('0.2.0');
  });

  test('is one error by its words, which say how long it has to stand', async () => {
    const asked: string[] = [];
    const settleMs = (error: string) => {
      asked.push(error);
      return 0;
    };
    await awaitDeployment(watch({ version: '0.1.0', settleMs, deadlineMs: 60_000 }));
    expect(asked).toEqual(['deployed 0.2.0']);
  });

  test('is the answer when the time is over, however short it stood', async () => {
    const { object } = await awaitDeployment(watch({ version: '0.1.0', settleMs: () => 60_000 }));
    expect(object?.version).toBe('0.2.0');
  });

  test('is the answer only when the time is over, where a change has to bring the version about', async () => {
    const started = performance.now();
    const { object } = await awaitDeployment(watch({ version: '0.3.0', patient: true, deadlineMs: 1_500 }));
    expect(object?.version).toBe('0.2.0');
    expect(performance.now() - started).toBeGreaterThan(450);
  });
});

describe('an error', () => {
  const nothing = clusterOf([]);
  const wrong = (...objects: ClusterObject[]) => watch({ upstream: clusterOf(objects), downstream: nothing });

  test.each([
    ['of the controller', fleet('HelmOp', refused('Accepted', 'why'))],
    ['of the agent', fleet('BundleDeployment', refused('Deployed', 'why'), 'c')],
    ['on the bundle', fleet('Bundle', ready('False', { reason: 'Error', message: 'why' }))],
  ])('%s is the end, once it has stood for its time', async (_, object) => {
    const { state } = await awaitDeployment({ ...wrong(object), deadlineMs: 60_000 });
    expect([state.shown, state.agentError, state.bundleError]).toContain('why');
    await expect(awaitDeployment({ ...wrong(object), settleMs: () => 60_000 })).rejects.toThrow(
      'last seen: why;',
    );
  });

  test('has stood from the look at which it came up', async () => {
    const object = fleet('HelmOp', refused('Accepted', 'why'));
    const started = performance.now();
    await awaitDeployment({ ...wrong(object), settleMs: () => 700, deadlineMs: 5_000 });
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test('without words has to stand for its time as well', async () => {
    const object = fleet('HelmOp', refused('Accepted', ''));
    await expect(awaitDeployment({ ...wrong(object), settleMs: () => 60_000 })).rejects.toThrow(
      'last seen: not deployed, nothing downstream;',
    );
  });

  test('that only names a state to come is none', async () => {
    const object = fleet('HelmOp', ready('False', { message: 'WaitApplied(1)' }));
    await expect(awaitDeployment(wrong(object))).rejects.toThrow('last seen: WaitApplied(1);');
  });

  test('does not end the wait where something was changed since, and is the answer at its end', async () => {
    const object = fleet('HelmOp', refused('Accepted', 'why'));
    const started = performance.now();
    const { state } = await awaitDeployment({ ...wrong(object), patient: true, deadlineMs: 1_500 });
    expect(state.shown).toBe('why');
    expect(performance.now() - started).toBeGreaterThan(450);
  });
});

test('the object of a release is looked for by its name, and may lack its version', async () => {
  const at = { release: 'op', namespace: 'n' };
  expect(await probeObject(clusterOf([PROBE]), { ...at, release: 'other' })).toBeUndefined();
  expect(await probeObject(clusterOf([PROBE]), { ...at, namespace: 'other' })).toBeUndefined();
  const unversioned = { ...PROBE, data: {} };
  expect(await probeObject(clusterOf([unversioned]), at)).toEqual({
    name: 'ConfigMap n/op-probe',
    version: '',
  });
  const prefixed = { ...PROBE, data: { chart: 'my-probe-0.2.0' } };
  expect((await probeObject(clusterOf([prefixed]), at))?.version).toBe('my-probe-0.2.0');
});
