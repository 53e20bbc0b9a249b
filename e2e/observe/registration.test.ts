import { describe, expect, test, vi } from 'vitest';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import type { ClusterObject } from '../../helpers/kube/cluster.fixture.ts';
import { listener, registers, scenario, storeWorld, strictWorld } from '../../scenarios/vocabulary/index.ts';
import {
  observeAccepted,
  observeCheckIn,
  observeDistrust,
  observeImportRefusal,
  observeRefusal,
  observeRegisters,
  observeSamePod,
  observeSavedCa,
  observeTurnedAway,
  savedCaSeen,
} from './registration.ts';
import { type Found, sceneOf } from './scene.fixture.ts';

const common = { story: '', source: [], tier: 'core', expect: [registers] } as const;
const PLAIN = scenario('reg/plain', { ...common, world: strictWorld });
const LOCAL = scenario('reg/local', { ...common, world: { ...strictWorld, registration: 'local' } });
const BEHIND = scenario('reg/behind', {
  ...common,
  world: { ...strictWorld, down: { at: listener('other'), trust: 'private' } },
});
const [UP, DOWN] = ['p1-reg-plain.up', 'p1-reg-behind.down'];

const REGISTERED = { registered: true, word: { success: 'successfully registered' } };
const SEEN = '2026-01-02T03:04:05Z';
const UNKNOWN = 'x509: certificate signed by unknown authority';
const withToken = { listener: UP, hasAuthorization: true };

function cluster(status: object): ClusterObject {
  return { apiVersion: FLEET_API, kind: 'Cluster', metadata: { name: 'c', namespace: 'ws' }, status };
}

function agentPod(name: string, more: object = {}): ClusterObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'p1-agent', uid: name }, ...more };
}

const checkedIn = { objects: [cluster({ agent: { lastSeen: SEEN } })] };
/** An agent that complains, and has not checked in. */
const complains = {
  upstream: { objects: [cluster({})] },
  downstream: {
    objects: [agentPod('fleet-agent-0')],
    logs: { 'p1-agent/fleet-agent-0': `Failed to register agent: ${UNKNOWN}` },
  },
};

describe('an agent registers', () => {
  const observe = (found: Found, of = PLAIN) => observeRegisters(sceneOf(of, found));
  const expected = 'the agent registers and its requests arrive at the edge';

  test('when it says so, checks in, and its token arrives at the endpoint', async () => {
    expect(await observe({ outcome: REGISTERED, upstream: checkedIn, requests: [withToken] })).toEqual({
      expected,
      met: true,
      saw: 'registered and checked in',
      witnesses: [
        { source: 'kubernetes', saw: `ClusterRegistration granted, Cluster last seen ${SEEN}` },
        { source: 'agent-log', saw: 'successfully registered' },
        { source: 'edge', saw: '1 requests with a token' },
      ],
    });
  });

  test.each([
    ['none came', []],
    ['none bore a token', [{ listener: UP }]],
    ['they came to another endpoint', [{ ...withToken, listener: 'p1-reg-other.up' }]],
  ])('not where it went past the endpoint: of the requests, %s', async (_, requests) => {
    expect(await observe({ outcome: REGISTERED, upstream: checkedIn, requests })).toMatchObject({
      met: false,
      saw: 'registered, but not through the endpoint of this scenario',
      witnesses: [{}, {}, { source: 'edge', saw: '0 requests with a token' }],
    });
  });

  test('the upstream as its own downstream needs no endpoint', async () => {
    expect(await observe({ outcome: { registered: true }, upstream: checkedIn }, LOCAL)).toMatchObject({
      met: true,
      saw: 'registered and checked in',
      witnesses: [{ source: 'kubernetes' }, { source: 'agent-log', saw: '' }],
    });
  });

  test('not where it refuses, whatever came to the edge', async () => {
    expect(await observe({ outcome: { word: { refusal: UNKNOWN } }, requests: [withToken] })).toEqual({
      expected,
      met: false,
      saw: UNKNOWN,
      error: UNKNOWN,
      witnesses: [{ source: 'agent-log', saw: UNKNOWN }],
    });
    expect((await observe({})).saw).toBe('no word of the agent');
  });

  test('not where it never checks in, and complains', async () => {
    const saw = `Failed to register agent: ${UNKNOWN}`;
    expect(await observe({ outcome: REGISTERED, ...complains, requests: [withToken] })).toEqual({
      expected,
      met: false,
      saw,
      error: saw,
      witnesses: [{ source: 'agent-log', saw }],
    });
  });

  test('a refusal from before a change is looked at again, and only that', async () => {
    const found: Found = { again: REGISTERED, upstream: checkedIn, requests: [withToken] };
    const scene = sceneOf(PLAIN, found);
    expect((await observeRegisters(scene)).met).toBe(false);
    scene.done.changedAt = 1;
    expect((await observeRegisters(scene)).met).toBe(true);
    const registered = sceneOf(PLAIN, { ...found, outcome: REGISTERED, again: {} });
    registered.done.changedAt = 1;
    expect((await observeRegisters(registered)).met).toBe(true);
  });
});

describe('an agent refuses its upstream', () => {
  const observe = (found: Found) => observeRefusal(sceneOf(PLAIN, found), /unknown authority/);
  const refused = { word: { refusal: UNKNOWN } };

  test('for its reason, without a token at the edge, and with nothing created', async () => {
    const elsewhere = { listener: 'p1-reg-other.up', hasAuthorization: true };
    expect(await observe({ outcome: refused, requests: [{ listener: UP }, elsewhere] })).toEqual([
      {
        expected: 'the agent refuses the endpoint: unknown authority',
        met: true,
        saw: UNKNOWN,
        error: UNKNOWN,
        witnesses: [{ source: 'agent-log', saw: UNKNOWN }],
      },
      {
        expected: 'no request with a token reaches an endpoint that its sender had no right to trust',
        met: true,
        saw: '0 requests with a token at the edge',
        witnesses: [{ source: 'edge', saw: '0 requests with a token' }],
      },
      {
        expected: 'nothing is created upstream',
        met: true,
        saw: 'no ClusterRegistration',
        witnesses: [{ source: 'kubernetes', saw: '0 ClusterRegistrations in p1-reg-plain' }],
      },
    ]);
  });

  test('not in silence, and not for another reason', async () => {
    expect(await observe({})).toMatchObject([{ met: false, saw: '', witnesses: [{ saw: '' }] }, {}, {}]);
    expect(await observe({ outcome: { word: { refusal: 'x509: expired' } } })).toMatchObject([
      { met: false, saw: 'x509: expired' },
      {},
      {},
    ]);
  });

  test('not where it registered after all', async () => {
    const outcome = { registered: true, word: { refusal: UNKNOWN } };
    expect(await observe({ outcome })).toMatchObject([{ met: false, saw: 'the agent registered' }, {}, {}]);
    expect(await observe({ outcome: REGISTERED })).toMatchObject([
      { met: false, witnesses: [{ saw: 'successfully registered' }] },
      {},
      {},
    ]);
  });

  test('not where it gave its token away', async () => {
    expect(await observe({ outcome: refused, requests: [withToken] })).toMatchObject([
      { met: true },
      {
        met: false,
        saw: '1 requests with a token at the edge',
        witnesses: [{ saw: '1 requests with a token' }],
      },
      { met: true },
    ]);
  });

  test('not where something came about upstream', async () => {
    expect(
      await observe({ outcome: { ...refused, state: { registrations: ['r-1', 'r-2'] } } }),
    ).toMatchObject([
      { met: true },
      { met: true },
      {
        met: false,
        saw: 'ClusterRegistration r-1, r-2',
        witnesses: [{ saw: '2 ClusterRegistrations in p1-reg-plain' }],
      },
    ]);
  });
});

test('an agent is turned away where it says why, and nothing came about; its token may arrive', async () => {
  const outcome = { word: { refusal: 'Unauthorized' } };
  const scene = sceneOf(PLAIN, { outcome, requests: [withToken] });
  expect(await observeTurnedAway(scene, /Unauthorized/)).toMatchObject([
    { expected: 'the upstream turns the agent away: Unauthorized', met: true, saw: 'Unauthorized' },
    { expected: 'nothing is created upstream', met: true },
  ]);
  expect(await observeTurnedAway(scene, /forbidden/)).toMatchObject([{ met: false }, { met: true }]);
});

describe('the controller refuses the import', () => {
  const refused = (message: string) => ({
    objects: [cluster({ conditions: [{ type: 'Imported', status: 'False', message }] })],
  });
  const granted = {
    objects: [
      {
        apiVersion: FLEET_API,
        kind: 'ClusterRegistration',
        metadata: { name: 'r', namespace: 'ws' },
        status: { granted: true },
      },
    ],
  };

  test('for its reason', async () => {
    expect(await observeImportRefusal(sceneOf(PLAIN, { upstream: refused(UNKNOWN) }), /unknown/)).toEqual([
      {
        expected: 'the controller refuses the import: unknown',
        met: true,
        saw: UNKNOWN,
        error: UNKNOWN,
        witnesses: [{ source: 'kubernetes', saw: `Cluster: ${UNKNOWN}` }],
      },
    ]);
  });

  test('not for another one, and not where it imported the cluster', async () => {
    expect(
      await observeImportRefusal(sceneOf(PLAIN, { upstream: refused('expired') }), /unknown/),
    ).toMatchObject([{ met: false, saw: 'expired' }]);
    expect(await observeImportRefusal(sceneOf(PLAIN, { upstream: granted }), /./)).toMatchObject([
      { met: false, saw: 'the cluster was imported' },
    ]);
  });

  test('and an import that was not refused has no error, which might speak of the machine', async () => {
    const [seen] = await observeImportRefusal(sceneOf(PLAIN, { upstream: granted }), /./);
    expect(seen).not.toHaveProperty('error');
  });

  test('and keeps its token from the endpoint of the downstream, where there is one', async () => {
    const seen = (requests: Found['requests']) =>
      observeImportRefusal(
        sceneOf(BEHIND, { upstream: refused(UNKNOWN), ...(requests && { requests }) }),
        /unknown/,
      );
    expect(await seen([{ listener: DOWN }])).toMatchObject([{ met: true }, { met: true }]);
    expect(await seen([{ listener: DOWN, hasAuthorization: true }])).toMatchObject([
      { met: true },
      { met: false, saw: '1 requests with a token at the edge' },
    ]);
  });
});

describe('after a change', () => {
  const changedAt = Date.parse(SEEN) - 2_000;
  const changed = (found: Found, at = changedAt) => {
    const scene = sceneOf(PLAIN, found);
    scene.done.changedAt = at;
    return scene;
  };
  const complaint = `Failed to register agent: ${UNKNOWN}`;

  test('an agent checks in where it was seen a second later, at least', async () => {
    const found = { upstream: checkedIn };
    expect(await observeCheckIn(changed(found))).toEqual({
      expected: 'the agent checks in after the change',
      met: true,
      saw: 'checked in after the change',
      witnesses: [{ source: 'kubernetes', saw: `Cluster last seen ${SEEN}` }],
    });
    await expect(observeCheckIn(changed(found, changedAt + 1_000))).rejects.toThrow(`last seen ${SEEN}`);
  });

  test('or says what is missing, where that will do', async () => {
    const atOnce = { ...complains, deadlineMs: 60_000 };
    expect(await observeCheckIn(changed(atOnce), /unknown authority/)).toEqual({
      expected: 'the agent checks in after the change, or says: unknown authority',
      met: true,
      saw: complaint,
      error: complaint,
      witnesses: [{ source: 'agent-log', saw: complaint }],
    });
    expect(await observeCheckIn(changed(complains), /expired/)).toMatchObject({ met: false, saw: complaint });
    expect(await observeCheckIn(changed(complains))).toMatchObject({ met: false, saw: complaint });
  });

  test('an agent trusts its upstream no more where it says so', async () => {
    const atOnce = { ...complains, deadlineMs: 60_000 };
    expect(await observeDistrust(changed(atOnce), /unknown authority/)).toEqual({
      expected: 'the agent trusts its upstream no more: unknown authority',
      met: true,
      saw: complaint,
      error: complaint,
      witnesses: [{ source: 'agent-log', saw: complaint }],
    });
    expect(await observeDistrust(changed(complains), /expired/)).toMatchObject({
      met: false,
      saw: complaint,
    });
  });

  test('not where it checks in', async () => {
    const found = { upstream: checkedIn };
    expect(await observeDistrust(changed(found), /./)).toEqual({
      expected: 'the agent trusts its upstream no more: .',
      met: false,
      saw: 'checked in after the change',
      witnesses: [{ source: 'kubernetes', saw: `Cluster last seen ${SEEN}` }],
    });
    await expect(observeDistrust(changed(found, changedAt + 1_000), /./)).rejects.toThrow(
      `last seen ${SEEN}`,
    );
  });
});

describe('the saved kubeconfig', () => {
  const saved = (cluster: object): Found => ({
    downstream: {
      objects: [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'fleet-agent', namespace: 'p1-agent' },
          data: { kubeconfig: Buffer.from(JSON.stringify({ clusters: [{ cluster }] })).toString('base64') },
        },
      ],
    },
  });

  test('carries a CA', async () => {
    expect(await observeSavedCa(sceneOf(PLAIN, saved({ 'certificate-authority-data': 'x' })), true)).toEqual({
      expected: 'the saved kubeconfig carries a CA',
      met: true,
      saw: 'the saved kubeconfig carries a CA',
      witnesses: [{ source: 'kubernetes', saw: 'Secret fleet-agent: the saved kubeconfig carries a CA' }],
    });
  });

  test('not where it carries the other, or is not there', () => {
    expect(savedCaSeen(true, false)).toMatchObject({ met: false, saw: 'the saved kubeconfig carries a CA' });
    expect(savedCaSeen(false, true)).toMatchObject({ met: false, saw: 'the saved kubeconfig carries no CA' });
    for (const there of [true, false]) {
      expect(savedCaSeen(undefined, there)).toMatchObject({ met: false, saw: 'no saved kubeconfig' });
    }
  });

  test.each([
    ['not for long where nothing was changed', 0, 1],
    ['as long as an agent may take to follow a change', 1, 2],
  ])('is awaited %s', async (_, changedAt, expected) => {
    const scene = sceneOf(PLAIN, saved({}));
    scene.done.changedAt = changedAt;
    const { downstream } = (await scene.registered()).watch;
    const get = vi.spyOn(downstream, 'get');
    // The first look ends after ten seconds, the second after ten minutes.
    const now = vi.spyOn(performance, 'now');
    now.mockImplementation(() => [0, 10_000][get.mock.calls.length] ?? 600_000);
    try {
      expect((await observeSavedCa(scene, true)).met).toBe(false);
    } finally {
      now.mockRestore();
    }
    expect(get).toHaveBeenCalledTimes(expected);
  });

  test('or none', async () => {
    expect(await observeSavedCa(sceneOf(PLAIN, saved({})), false)).toMatchObject({
      expected: 'the saved kubeconfig carries no CA',
      met: true,
      saw: 'the saved kubeconfig carries no CA',
    });
  });
});

describe('the pod', () => {
  const observe = (names: string[], restarts = 0, lastState: object = {}, spec: object = {}) => {
    const status = { containerStatuses: [{ restartCount: restarts, lastState }] };
    const scene = sceneOf(PLAIN, {
      downstream: { objects: names.map(name => agentPod(name, { spec, status })) },
    });
    scene.done.podsBefore = [{ name: 'fleet-agent-0', uid: 'fleet-agent-0', restarts: 0 }];
    return observeSamePod(scene);
  };

  test('is the same', async () => {
    expect(await observe(['fleet-agent-0'])).toEqual({
      expected: "the agent's pod is the same, and was not restarted",
      met: true,
      saw: 'the same pod',
      witnesses: [{ source: 'kubernetes', saw: 'pods of the agent: fleet-agent-0 (0 restarts)' }],
    });
  });

  test.each([
    [['fleet-agent-1'], 0, 'fleet-agent-1 (0 restarts)'],
    [['fleet-agent-0'], 1, 'fleet-agent-0 (1 restarts)'],
    [['fleet-agent-0', 'fleet-agent-1'], 0, 'fleet-agent-0 (0 restarts), fleet-agent-1 (0 restarts)'],
    [[], 0, 'none'],
  ])('is another one, was restarted, got a second, or is gone: %j', async (names, restarts, now) => {
    expect(await observe(names, restarts)).toMatchObject({
      met: false,
      saw: `before: fleet-agent-0 (0 restarts); now: ${now}`,
    });
  });

  test('is not the same where there was none', async () => {
    const scene = sceneOf(PLAIN);
    expect(await observeSamePod(scene)).toMatchObject({ met: false, saw: 'before: none; now: none' });
  });

  test.each([
    { reason: 'OOMKilled', exitCode: 137 },
    { reason: 'Error', exitCode: 137 },
  ])('was killed by the machine, which says nothing of Fleet: %j', async terminated => {
    await expect(observe(['fleet-agent-0'], 1, { terminated })).rejects.toMatchObject({
      code: 'world-unusable',
      message: expect.stringContaining(`pod fleet-agent-0 (${terminated.reason}, exit status 137)`),
      cure: expect.stringContaining('memory'),
    });
  });

  test.each([
    [{ reason: 'Error', exitCode: 1 }, {}],
    [{ reason: 'OOMKilled', exitCode: 137 }, { containers: [{ resources: { limits: { memory: '1Mi' } } }] }],
  ])('ended by itself, or at a limit of its own, which is Fleet’s doing: %j', async (terminated, spec) => {
    expect(await observe(['fleet-agent-0'], 1, { terminated }, spec)).toMatchObject({ met: false });
  });
});

describe('the control at the endpoint of a refusal', () => {
  const observe = (found: Found) => {
    const scene = sceneOf(scenario('reg/plain', { ...common, world: storeWorld }), found);
    return observeAccepted(scene, scene.agent);
  };

  test('is accepted where its token arrives there, beside what arrived before it', async () => {
    expect(await observe({ requests: [withToken], furtherRequests: [withToken, withToken] })).toMatchObject({
      expected: expect.stringMatching(/^an agent that may trust https:\/\/edge:\d+ is accepted there$/),
      met: true,
      saw: 'the control sent its token to the same endpoint',
      witnesses: [{ source: 'edge', saw: 'control: 2 requests with a token' }],
    });
  });

  test('is refused where it says so for good', async () => {
    expect(await observe({ ...complains, requests: [withToken] })).toMatchObject({
      met: false,
      saw: `Failed to register agent: ${UNKNOWN}`,
      witnesses: [{ saw: 'control: 0 requests with a token' }],
    });
  });

  test('proves nothing while it is silent, or its complaint may pass', async () => {
    await expect(observe({ requests: [withToken] })).rejects.toThrow(
      'no word of the agent, and no request with a token',
    );
    const busy = { 'p1-agent/fleet-agent-0': 'Failed to register agent: connection refused' };
    await expect(
      observe({ downstream: { objects: [agentPod('fleet-agent-0')], logs: busy } }),
    ).rejects.toThrow(/^gave up awaiting the control at https:\/\/edge:\d+ .*connection refused/);
  });
});
