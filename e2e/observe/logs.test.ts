import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ClusterObject } from '../../helpers/kube/cluster.fixture.ts';
import { noSecretInLogs, scenario, strictWorld } from '../../scenarios/vocabulary/index.ts';
import type { Observation } from '../judge/judge.ts';
import { keepSecrets } from '../run/secrets.ts';
import { observeNoSecretInLogs } from './logs.ts';
import { sceneOf } from './scene.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'fleet-tls-logs-'));
const { file: secretsFile, secrets } = keepSecrets(folder, {} as Parameters<typeof keepSecrets>[1]);
afterAll(() => rmSync(folder, { recursive: true }));

const SCENARIO = scenario('a/b', {
  story: '',
  source: [],
  tier: 'full',
  world: strictWorld,
  expect: [noSecretInLogs],
});
const base64 = (text: string) => Buffer.from(text).toString('base64');

function pod(namespace: string, name: string, containers: unknown = [{ name: 'main' }]): ClusterObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { containers } };
}

function secret(data?: Record<string, string>): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', namespace: 'ws' },
    ...(data && { data }),
  };
}

const CONTROLLER = pod('cattle-fleet-system', 'fleet-controller');
const AGENT = pod('p1-a-b-agent', 'fleet-agent');

function observe(
  { controller = 'started', agent = 'started' }: { controller?: string; agent?: string },
  ...objects: ClusterObject[]
): Promise<Observation> {
  return observeNoSecretInLogs(
    sceneOf(SCENARIO, {
      secretsFile,
      upstream: {
        objects: [CONTROLLER, ...objects],
        logs: { 'cattle-fleet-system/fleet-controller/main': controller },
      },
      downstream: { objects: [AGENT], logs: { 'p1-a-b-agent/fleet-agent/main': agent } },
    }),
  );
}

test('logs without a secret are clean, and are counted with the secrets that were looked for', async () => {
  expect(await observe({}, secret({ token: base64('0123456789abcdef') }))).toEqual({
    expected: "no token, password or key stands in a log of Fleet's pods",
    met: true,
    saw: 'none of 3 secrets, and no token, in 2 logs',
    witnesses: [{ source: 'kubernetes', saw: '2 logs searched for 3 secrets' }],
  });
});

test("the endpoints' own password is a secret, in the log of either cluster", async () => {
  const leak = `GET https://charts:${secrets.endpointPassword}@edge`;
  expect(await observe({ controller: leak })).toMatchObject({
    met: false,
    saw: 'a secret stands in the log of upstream cattle-fleet-system/fleet-controller',
  });
  const [both] = [await observe({ controller: leak, agent: leak })];
  expect(both.saw).toMatch(/fleet-controller, d\d+ p1-a-b-agent\/fleet-agent$/);
});

describe('the value of a Secret is found', () => {
  const value = '0123456789abcdef';

  test.each(['token', 'registration-token', 'password', 'tls.key', 'admin.kubeconfig', 'value', 'PASSWORD2'])(
    'as it is and in base64, where its entry is called %s',
    async key => {
      const stored = secret({ [key]: base64(value) });
      expect((await observe({ agent: `has ${value} in it` }, stored)).met).toBe(false);
      expect((await observe({ agent: `has ${base64(value)} in it` }, stored)).met).toBe(false);
    },
  );

  test.each(['cacerts', 'username', 'apiServerURL', 'tokenName', 'key-id', 'valued', 'a value'])(
    'but not where its entry is called %s, which is no secret',
    async key => {
      expect((await observe({ agent: `has ${value} in it` }, secret({ [key]: base64(value) }))).met).toBe(
        true,
      );
    },
  );

  test('of twelve characters and more: shorter ones stand in logs by chance', async () => {
    const twelve = secret({ token: base64('abcdefghijkl') });
    expect((await observe({ agent: 'abcdefghijkl' }, twelve)).met).toBe(false);
    expect((await observe({ agent: 'abcdefghijk' }, secret({ token: base64('abcdefghijk') }))).met).toBe(
      true,
    );
  });

  test('and a Secret without data has none', async () => {
    expect((await observe({}, secret())).met).toBe(true);
  });
});

describe('a token of Kubernetes is known by its form', () => {
  const parts = ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiJhIn0', 'c2lnbmF0dXJl'];

  test('wherever it came from', async () => {
    expect((await observe({ agent: `token ${parts.join('.')}` })).met).toBe(false);
    expect((await observe({ agent: `token eyJ${'a'.repeat(8)}.${'b'.repeat(8)}.c` })).met).toBe(false);
  });

  test.each([
    'a file eyJ.tar.gz',
    'eyJaaaaaaaa.short.c',
    'eyJaaa.bbbbbbbb.c',
    'xeyJaaaaaaaa.bbbbbbbb.c',
    'eyJaaaaaaaa.bbbbbbbb.',
  ])('and what only begins like one is none: %s', async text => {
    expect((await observe({ agent: text })).met).toBe(true);
  });
});

describe('the logs that count', () => {
  const leak = `it is ${secrets.endpointPassword}`;

  test.each([
    ['cattle-fleet-system', 'a', true],
    ['cattle-fleet-local-system', 'a', true],
    ['p1-x-agent', 'a', true],
    ['p2-x-agent', 'a', false],
    ['p1-x', 'a', false],
    ['kube-system', 'a', false],
  ])('are those of Fleet and of the agents of the pair: %s', async (namespace, name, counts) => {
    const seen = await observeNoSecretInLogs(
      sceneOf(SCENARIO, {
        secretsFile,
        upstream: { objects: [pod(namespace, name)], logs: { [`${namespace}/${name}/main`]: leak } },
      }),
    );
    expect(seen.saw).toBe(
      `a secret stands in the log of ${counts ? `upstream ${namespace}/${name}` : 'nobody: there are no logs'}`,
    );
  });

  test('are those of each container, as far as there are any: silence proves nothing', async () => {
    const two = pod('cattle-fleet-system', 'two', [{ name: 'first' }, { name: 'second' }]);
    const seen = await observeNoSecretInLogs(
      sceneOf(SCENARIO, {
        secretsFile,
        upstream: { objects: [two], logs: { 'cattle-fleet-system/two/second': leak } },
      }),
    );
    expect(seen).toMatchObject({
      saw: 'a secret stands in the log of upstream cattle-fleet-system/two',
      witnesses: [{ saw: '1 logs searched for 1 secrets' }],
    });
    expect(await observeNoSecretInLogs(sceneOf(SCENARIO, { secretsFile }))).toMatchObject({ met: false });
  });

  test('are those of a container that was started again, of its life before as well', async () => {
    const logs = { 'cattle-fleet-system/a/main': 'clean', 'cattle-fleet-system/a/main/previous': leak };
    const upstream = { objects: [pod('cattle-fleet-system', 'a')], logs };
    const seen = await observeNoSecretInLogs(sceneOf(SCENARIO, { secretsFile, upstream }));
    expect(seen).toMatchObject({
      saw: 'a secret stands in the log of upstream cattle-fleet-system/a',
      witnesses: [{ saw: '2 logs searched for 1 secrets' }],
    });
  });

  test('are not those of pods that say nothing of their containers, or not where they are', async () => {
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare' } };
    const odd = pod('cattle-fleet-system', 'odd', 'none');
    const logs = { 'cattle-fleet-system/odd/undefined': leak };
    const seen = await observeNoSecretInLogs(
      sceneOf(SCENARIO, { secretsFile, upstream: { objects: [bare, odd], logs } }),
    );
    expect(seen.witnesses[0]?.saw).toBe('0 logs searched for 1 secrets');
  });
});
