import type { Release } from '../../helpers/fleet/release.ts';
import { families } from '../../scenarios/index.ts';
import type { AuthorityName } from '../../scenarios/vocabulary/index.ts';
import { choosePairs } from '../plan/pairs.ts';
import { makePlan } from '../plan/plan.ts';
import { selectScenarios } from '../plan/select.ts';
import type { ClusterHandle, EdgeHandle, RunHandle } from '../run/handle.ts';
import type { KeptWorld } from './keptWorld.ts';
import type { ReleasePrint } from './releasePrint.ts';

/** When the world of the example came up. */
export const UP_SINCE = Date.parse('2026-11-25T16:05:00Z');

/** A world that is up, for some scenarios, with an old, a new and a skewed pair; nothing of it exists. */
export function exampleWorld(ids: readonly string[] = []): KeptWorld {
  const scenarios = selectScenarios(families, { ids, tier: 'core' });
  const releases = ['0.12.4', '0.16.1'].map(release);
  const { pairs } = choosePairs(releases, { roles: ['old', 'new', 'skew'], given: [] });
  const plan = makePlan(scenarios, pairs);
  const edges = [...new Set(plan.listeners.map(({ edge }) => edge))];
  const handle: RunHandle = {
    runId: '1125-1605-a3f2',
    resultsDir: '/r',
    privateDir: '/w',
    worldDir: '/w',
    cacheDir: '/c',
    helm: '/t/helm',
    kubectl: '/t/kubectl',
    plan,
    staleRecords: 'ignore',
    keep: false,
    pairs: {},
    upstreams: Object.fromEntries(plan.upstreams.map(key => [key, cluster(`upstream-${key}`)])),
    downstreams: Object.fromEntries(plan.downstreams.map(key => [key, cluster(`downstream-${key}`)])),
    edges: Object.fromEntries(edges.map(key => [key, edge(key)])),
    authorities: {} as Record<AuthorityName, string>,
    certificates: {},
    secretsFile: '/w/secrets.json',
  };
  return {
    schema: 1,
    id: handle.runId,
    startedAt: UP_SINCE,
    scenarios: scenarios.map(({ id }) => id),
    pairs,
    asked: { fleet: 'auto', charts: ['/charts/old', '/charts/new'], pair: [] },
    fleet: 'local',
    supply: { strategy: 'source', why: 'w' },
    prints: { '0.12.4': print('old'), '0.16.1': print('new') },
    handle,
  };
}

/** The print of a release of the example. */
export function print(which: string): ReleasePrint {
  return {
    controllerImage: `fleet:${which}`,
    agentImage: `fleet-agent:${which}`,
    controllerDigest: `sha256:${which}`,
    agentDigest: `sha256:agent-${which}`,
    charts: which,
  };
}

function release(version: string): Release {
  const image = { reference: `fleet:${version}`, digest: `sha256:${version}` };
  const charts = { crd: '', fleet: '', agent: '' };
  return { version, standin: false, charts, controller: image, agent: image };
}

function cluster(role: string): ClusterHandle {
  const name = `ftls-1125-1605-a3f2-${role}`;
  const node = `${name}-control-plane`;
  return {
    ...{ name, node, nodeAddress: '172.18.0.2', internalUrl: `https://${node}:6443` },
    kubeconfig: `/w/${role}.kubeconfig`,
    internalKubeconfig: `/w/${role}.internal.kubeconfig`,
  };
}

function edge(key: string): EdgeHandle {
  const name = `ftls-1125-1605-a3f2-edge${key === '' ? '' : `-${key}`}`;
  return { container: name, alias: name, address: '172.18.0.9' };
}
