import { describe, expect, test } from 'vitest';
import {
  deploys,
  fromIndex,
  fromTarball,
  listener,
  scenario,
  strictWorld,
} from '../../scenarios/vocabulary/index.ts';
import { elsewhereOf } from '../plan/plan.ts';
import { observeNoCredentialElsewhere, observeServed, observeServedEach, observeServedNone } from './edge.ts';
import { type Found, NODES, sceneOf } from './scene.fixture.ts';

const charts = listener('public', { archivesElsewhere: true });
const others = listener('private');
const SCENARIO = scenario('op/two', {
  story: '',
  source: [],
  tier: 'core',
  world: strictWorld,
  helmOps: [fromIndex(charts), fromTarball(others)],
  expect: [deploys],
});
const [CHARTS, OTHERS] = ['p1-op-two.1', 'p1-op-two.2'];

const sceneWith = (...requests: NonNullable<Found['requests']>) => sceneOf(SCENARIO, { requests });
const both = (path: string) => [
  { listener: CHARTS, path },
  { listener: OTHERS, path },
];

describe('the edge served', () => {
  const served = { paths: ['/index.yaml', '/probe-0.1.0.tgz'], to: 'agent' } as const;
  const expected = 'the edge serves /index.yaml and /probe-0.1.0.tgz to the agent';

  test('what every endpoint answered with content', async () => {
    const scene = sceneWith(...both('/index.yaml'), ...both('/charts/probe-0.1.0.tgz'));
    expect(await observeServed(scene, served)).toEqual({
      expected,
      met: true,
      saw: 'served /index.yaml and /probe-0.1.0.tgz to the agent',
      witnesses: [
        {
          source: 'edge',
          saw: `requests answered: ${CHARTS}: /index.yaml /charts/probe-0.1.0.tgz; ${OTHERS}: /index.yaml /charts/probe-0.1.0.tgz`,
        },
      ],
    });
  });

  test('not what only one of them did', async () => {
    const scene = sceneWith(...both('/index.yaml'), { listener: CHARTS, path: '/probe-0.1.0.tgz' });
    expect(await observeServed(scene, served)).toMatchObject({
      expected,
      met: false,
      saw: `not served to the agent: /probe-0.1.0.tgz from ${OTHERS}`,
    });
  });

  test('nothing by silence', async () => {
    expect(await observeServed(sceneWith(), { paths: ['/index.yaml'], to: 'controller' })).toMatchObject({
      met: false,
      saw: `not served to the controller: /index.yaml from ${CHARTS}, /index.yaml from ${OTHERS}`,
      witnesses: [{ saw: `requests answered: ${CHARTS}: none; ${OTHERS}: none` }],
    });
  });

  test.each([
    ['that was refused', { end: { at: 0, status: 401, bytes: 1 } }],
    ['of the other cluster', { client: NODES.upstream }],
    ['of nobody that is known', { client: '172.20.0.77' }],
    ['at an endpoint of another scenario', { listener: 'p1-op-three.1' }],
    ['for another path', { path: '/index.yaml.asc' }],
  ])('not by a request %s', async (_, request) => {
    const scene = sceneWith(
      { listener: CHARTS, path: '/index.yaml', ...request },
      both('/index.yaml')[1] ?? {},
    );
    expect((await observeServed(scene, { paths: ['/index.yaml'], to: 'agent' })).met).toBe(false);
  });

  test('not by a request that is still under way', async () => {
    const scene = sceneWith(...both('/index.yaml'));
    const { requests, ...rest } = await scene.edgeRecord();
    const underWay = requests.map(({ end, ...request }) => request);
    const seen = await observeServed(
      { ...scene, edgeRecord: async () => ({ ...rest, requests: underWay }) },
      { paths: ['/index.yaml'], to: 'agent' },
    );
    expect(seen.met).toBe(false);
  });

  test('to the controller, what came from its node', async () => {
    const fromUpstream = both('/index.yaml').map(request => ({ ...request, client: NODES.upstream }));
    const toController = { paths: ['/index.yaml'], to: 'controller' } as const;
    expect((await observeServed(sceneWith(...fromUpstream), toController)).met).toBe(true);
    expect((await observeServed(sceneWith(...both('/index.yaml')), toController)).met).toBe(false);
  });
});

describe('the edge served none', () => {
  test('where nothing that was answered ends so', async () => {
    expect(await observeServedNone(sceneWith(...both('/index.yaml')), { suffix: '.tgz' })).toEqual({
      expected: 'the edge serves nothing that ends in .tgz',
      met: true,
      saw: 'no .tgz served',
      witnesses: [
        { source: 'edge', saw: `requests answered: ${CHARTS}: /index.yaml; ${OTHERS}: /index.yaml` },
      ],
    });
  });

  test('not where one was served, to whomever', async () => {
    const scene = sceneWith(...both('/a.tgz'), { listener: CHARTS, path: '/b.tgz', client: NODES.upstream });
    expect(await observeServedNone(scene, { suffix: '.tgz' })).toMatchObject({
      met: false,
      saw: 'served /a.tgz, /b.tgz, /a.tgz',
    });
  });

  test('to one of the clusters, whatever the other one got', async () => {
    const scene = sceneWith({ listener: CHARTS, path: '/a.tgz' });
    expect(await observeServedNone(scene, { suffix: '.tgz', to: 'controller' })).toMatchObject({
      expected: 'the edge serves nothing that ends in .tgz to the controller',
      met: true,
      saw: 'no .tgz served to the controller',
    });
    expect(await observeServedNone(scene, { suffix: '.tgz', to: 'agent' })).toMatchObject({
      met: false,
      saw: 'served to the agent /a.tgz',
    });
  });
});

describe('the edge served each', () => {
  const seen = (helmOps: number) => {
    const scene = sceneWith(...both('/a.tgz'), { listener: CHARTS, path: '/index.yaml' });
    const act = fromTarball(charts);
    for (let at = 0; at < helmOps; at += 1) scene.done.helmOps.push({ name: `op-${at}`, act, step: 0 });
    return observeServedEach(scene, '.tgz');
  };

  test('where there are as many answers as HelmOps, or more', async () => {
    expect(await seen(2)).toEqual({
      expected: 'the edge serves 2 times what ends in .tgz',
      met: true,
      saw: 'served 2 times .tgz for 2 HelmOps',
      witnesses: [{ source: 'edge', saw: '2 requests for .tgz answered' }],
    });
    expect((await seen(1)).met).toBe(true);
  });

  test('not where there are fewer', async () => {
    expect((await seen(3)).met).toBe(false);
  });

  test('not by what the controller fetched', async () => {
    const scene = sceneWith({ listener: CHARTS, path: '/a.tgz', client: NODES.upstream });
    scene.done.helmOps.push({ name: 'op', act: fromTarball(charts), step: 0 });
    expect((await observeServedEach(scene, '.tgz')).met).toBe(false);
  });
});

describe('no credential goes elsewhere', () => {
  const there = { listener: elsewhereOf(CHARTS), path: '/probe.tgz' };

  test('where the other host is asked without one', async () => {
    const scene = sceneWith(there, { listener: CHARTS, path: '/probe.tgz', hasAuthorization: true });
    expect(await observeNoCredentialElsewhere(scene, charts)).toEqual({
      expected: 'the other host is asked without a credential',
      met: true,
      saw: '0 of 1 requests to the other host bear a credential',
      witnesses: [{ source: 'edge', saw: 'other host: /probe.tgz' }],
    });
  });

  test('not where one request of several bears one', async () => {
    const scene = sceneWith(there, { ...there, path: '/a.tgz', hasAuthorization: true });
    expect(await observeNoCredentialElsewhere(scene, charts)).toMatchObject({
      met: false,
      saw: '1 of 2 requests to the other host bear a credential',
      witnesses: [{ saw: 'other host: /probe.tgz /a.tgz' }],
    });
  });

  test('nothing is proved where the other host was not asked', async () => {
    expect(await observeNoCredentialElsewhere(sceneWith(), charts)).toMatchObject({
      met: false,
      saw: 'the other host was not asked',
      witnesses: [{ saw: 'other host: no request' }],
    });
  });
});
