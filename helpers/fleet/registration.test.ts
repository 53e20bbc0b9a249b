import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type ClusterObject, clusterOf } from '../kube/cluster.fixture.ts';
import { FLEET_API, type Watch } from './places.ts';
import { awaitCheckIn, awaitImport, awaitRegistration, Grant, isFinal } from './registration.ts';

const word = (refusal: string, refusals = 1) => ({ refusal, refusals });

test.each([
  'x509: certificate signed by unknown authority',
  'remote error: tls: protocol version not supported',
  'unable to load root certificates: unable to parse bytes as PEM block',
])('what is said of a certificate or of TLS stays as it is: %s', refusal => {
  expect(isFinal(word(refusal))).toBe(true);
});

test.each(['Unauthorized', 'secrets is forbidden: User "x" cannot create resource "secrets"'])(
  'rights may be late once, and count when they lack again: %s',
  refusal => {
    expect(isFinal(word(refusal, 1))).toBe(false);
    expect(isFinal(word(refusal, 2))).toBe(true);
  },
);

test('what the network or a busy API server did passes', () => {
  expect(isFinal(word('dial tcp: connect: connection refused', 5))).toBe(false);
});

const at = (state: { granted?: boolean; namespaceGone?: boolean }) => ({
  granted: false,
  namespaceGone: false,
  clusterNamespace: 'cluster-ws-x',
  ...state,
});

test('a namespace that stays gone is final, one that is late is not', () => {
  const silent = { refusals: 0 };
  const grant = new Grant();
  const looks = (times: number) =>
    Array.from({ length: times }, () => grant.look(at({ namespaceGone: true }), silent)).at(-1);
  expect(looks(14)?.lost).toBe(false);
  expect(grant.look(at({}), silent).lost).toBe(false);
  expect(looks(14)?.lost).toBe(false);
  expect(looks(1)).toMatchObject({
    lost: true,
    word: { refusal: 'the namespace of the cluster is gone: cluster-ws-x' },
  });
});

test('a credential that stays forbidden after the grant is final, one that is late is not, however long before it', () => {
  const forbidden = (times: number) => ({ refusals: 0, heldUp: { times, saw: 'Waiting: forbidden' } });
  const grant = new Grant();
  expect(grant.look(at({ granted: false }), forbidden(40)).lost).toBe(false);
  expect(grant.look(at({ granted: true }), forbidden(50)).lost).toBe(false);
  expect(grant.look(at({ granted: true }), forbidden(64)).word.refusal).toBeUndefined();
  const { word, lost } = grant.look(at({ granted: true }), forbidden(65));
  expect(lost).toBe(true);
  expect(word.refusal).toBe('Waiting: forbidden');
  expect(isFinal(word)).toBe(true);
});

test('a refusal of the agent says more than a credential that is forbidden', () => {
  const grant = new Grant();
  grant.look(at({ granted: true }), { refusals: 0 });
  const seen = grant.look(at({ granted: true }), {
    refusal: 'x509: unknown',
    refusals: 1,
    heldUp: { times: 90, saw: '' },
  });
  expect(seen).toMatchObject({ lost: false, word: { refusal: 'x509: unknown' } });
});

function fleet(kind: string, status: object): ClusterObject {
  return { apiVersion: FLEET_API, kind, metadata: { name: 'x', namespace: 'ws' }, status };
}

const LAST_SEEN = '2026-01-02T03:04:05Z';
const CLUSTER = fleet('Cluster', { namespace: 'cluster-ws-x', agent: { lastSeen: LAST_SEEN } });
const GRANTED = fleet('ClusterRegistration', { granted: true, clusterName: 'x' });
const SUCCESS = 'successfully registered with upstream cluster';
const UNKNOWN = 'registration failed: x509: certificate signed by unknown authority';

/** One look, unless more is said, at an upstream of these objects and at an agent's log, as they are then. */
function watch(objects: ClusterObject[], log: string | Record<string, string>, deadlineMs = 500): Watch {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'fleet-agent-0', namespace: 'agent' } };
  return {
    upstream: clusterOf(objects),
    downstream: clusterOf([pod], typeof log === 'string' ? { 'agent/fleet-agent-0': log } : log),
    cluster: { workspace: 'ws', agentNamespace: 'agent' },
    deadlineMs,
    signal: new AbortController().signal,
  };
}

describe('an agent has registered', () => {
  test('when it says so, its request was granted, and its cluster has a namespace', async () => {
    expect(await awaitRegistration(watch([CLUSTER, GRANTED], SUCCESS))).toMatchObject({
      registered: true,
      state: { granted: true, clusterNamespace: 'cluster-ws-x' },
      word: { success: SUCCESS },
    });
  });

  test.each([
    ['it says nothing', [CLUSTER, GRANTED], ''],
    ['nothing was granted', [CLUSTER], SUCCESS],
    ['the cluster has no namespace', [fleet('Cluster', {}), GRANTED], SUCCESS],
  ])('not while %s: silence is no answer', async (_, objects, log) => {
    await expect(awaitRegistration(watch(objects, log))).rejects.toThrow(
      /^gave up awaiting the registration in ws .*last seen: no word of the agent;/,
    );
  });
});

describe('an agent has refused', () => {
  test('when it says so for good', async () => {
    expect(await awaitRegistration(watch([CLUSTER, GRANTED], UNKNOWN, 60_000))).toMatchObject({
      registered: false,
      state: { granted: true },
      word: { refusal: UNKNOWN },
    });
  });

  test('but success after that is what counts', async () => {
    const { registered } = await awaitRegistration(watch([CLUSTER, GRANTED], `${UNKNOWN}\n${SUCCESS}`));
    expect(registered).toBe(true);
  });

  test('where TLS keeps it from its credential: until that is for good, it is what was seen', async () => {
    const expired = (times: number) =>
      Array(times)
        .fill("Waiting for secret 'ws/c-1': tls: failed to verify certificate: x509: has expired")
        .join('\n');
    const logs = { 'agent/fleet-agent-0': expired(1) };
    await expect(awaitRegistration(watch([CLUSTER, GRANTED], logs))).rejects.toThrow(
      /last seen: Waiting for secret .* x509: has expired;/,
    );
    const registration = awaitRegistration(watch([CLUSTER, GRANTED], logs, 10_000));
    await delay(500);
    logs['agent/fleet-agent-0'] = expired(16);
    expect(await registration).toMatchObject({
      registered: false,
      word: { refusal: expect.stringContaining('x509: has expired') },
    });
  });

  test('not for a reason that may pass', async () => {
    await expect(awaitRegistration(watch([], 'registration failed: connection refused'))).rejects.toThrow(
      'last seen: registration failed: connection refused;',
    );
  });

  test('where rights lack again and again', async () => {
    const forbidden = 'registration failed: secrets is forbidden: User "x" cannot create resource "secrets"';
    expect(
      await awaitRegistration(watch([CLUSTER, GRANTED], `${forbidden}\n${forbidden}`, 60_000)),
    ).toMatchObject({ registered: false, word: { refusal: forbidden, refusals: 2 } });
  });

  test('not where the rights of each credential were late', async () => {
    const forbidden =
      'registration failed: User "system:serviceaccount:cluster-ws-x:request-1" cannot list resource "bundledeployments" ' +
      'in API group "fleet.cattle.io" in the namespace "cluster-ws-x": forbidden';
    const objects = [CLUSTER, GRANTED];
    const logs = { 'agent/fleet-agent-0': `${forbidden}\n${forbidden}` };
    const registered = awaitRegistration(watch(objects, logs, 10_000));
    await delay(500);
    objects.push({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'request-1', namespace: 'cluster-ws-x' },
      subjects: [{ kind: 'ServiceAccount', name: 'request-1', namespace: 'cluster-ws-x' }],
    });
    await delay(1_000);
    logs['agent/fleet-agent-0'] += `\n${SUCCESS}`;
    expect(await registered).toMatchObject({ registered: true });
  });

  test('where something was changed since, only when the time is over', async () => {
    const started = performance.now();
    const { registered, word } = await awaitRegistration(watch([], UNKNOWN, 1_500), { patient: true });
    expect([registered, word.refusal]).toEqual([false, UNKNOWN]);
    expect(performance.now() - started).toBeGreaterThan(450);
  });

  test('where the controller complains, its complaint is what was seen', async () => {
    const conditions = [{ type: 'Imported', status: 'False', message: 'dial tcp: no route' }];
    await expect(awaitRegistration(watch([fleet('Cluster', { conditions })], ''))).rejects.toThrow(
      'last seen: dial tcp: no route;',
    );
  });
});

describe('a check-in', () => {
  test('counts at any time where none is named, and after that moment where one is', async () => {
    expect(await awaitCheckIn(watch([CLUSTER], UNKNOWN))).toEqual({ lastSeen: LAST_SEEN });
    const at = Date.parse(LAST_SEEN);
    expect(await awaitCheckIn(watch([CLUSTER], ''), { after: at - 1 })).toEqual({ lastSeen: LAST_SEEN });
    await expect(awaitCheckIn(watch([CLUSTER], ''), { after: at })).rejects.toThrow(
      `gave up awaiting a check-in in ws after 0 s and 1 looks; last seen: last seen ${LAST_SEEN};`,
    );
  });

  test('that never came is none', async () => {
    await expect(awaitCheckIn(watch([fleet('Cluster', {})], ''))).rejects.toThrow('last seen never;');
  });

  test('is not there where the agent complains: that is the answer when the time is over', async () => {
    const started = performance.now();
    expect(await awaitCheckIn(watch([], UNKNOWN, 1_500))).toEqual({ refusal: UNKNOWN });
    expect(await awaitCheckIn(watch([], UNKNOWN), { settleFor: /expired/ })).toEqual({ refusal: UNKNOWN });
    expect(performance.now() - started).toBeGreaterThan(450);
  });

  test('or at once, where that complaint will do', async () => {
    const started = performance.now();
    const seen = await awaitCheckIn(watch([], UNKNOWN, 60_000), { settleFor: /unknown authority/ });
    expect(seen).toEqual({ refusal: UNKNOWN });
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});

describe('an import', () => {
  test('is refused in the words of the controller', async () => {
    const conditions = [{ type: 'Imported', status: 'False', message: 'x509: expired' }];
    expect(await awaitImport(watch([fleet('Cluster', { conditions }), GRANTED], ''))).toBe('x509: expired');
  });

  test('has come about where a registration was granted', async () => {
    expect(await awaitImport(watch([CLUSTER, GRANTED], ''))).toBeUndefined();
  });

  test('is open until then', async () => {
    await expect(awaitImport(watch([CLUSTER], ''))).rejects.toThrow(
      /^gave up awaiting the import in ws .*last seen: neither imported nor refused;/,
    );
  });
});
