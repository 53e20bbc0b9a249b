import { describe, expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { makePlan } from '../plan/plan.ts';
import { selectScenarios } from '../plan/select.ts';
import { isTrace, type Side, TRACED } from './traces.ts';

const KEYS = ['p1', 'p2'];

function isFound(
  side: Side,
  kind: string,
  name: string,
  namespace?: string,
  labels?: Record<string, string>,
) {
  const metadata = { name, ...(namespace && { namespace }), ...(labels && { labels }) };
  return isTrace(side, { kind, metadata }, KEYS);
}

describe('what a run leaves', () => {
  test.each<[Side, string, string, string?]>([
    ['upstream', 'Namespace', 'p1-reg-strict-right-ca'],
    ['upstream', 'Namespace', 'cluster-p2-reg-strict-right-ca-p2-reg-strict-right-ca-1a2b3c'],
    ['upstream', 'Cluster', 'p1-reg-strict-right-ca', 'p1-reg-strict-right-ca'],
    ['upstream', 'Cluster', 'cluster-0a1b2c', 'p1-reg-agent-right-ca'],
    ['upstream', 'ClusterRegistration', 'request-xk2', 'p1-reg-agent-right-ca'],
    ['upstream', 'ClusterRegistrationToken', 'token', 'p1-reg-agent-right-ca'],
    ['upstream', 'HelmOp', 'p1-op-index-public-index', 'p1-reg-strict-right-ca'],
    ['upstream', 'GitRepo', 'p2-git-public-git', 'fleet-local'],
    ['downstream', 'Namespace', 'p1-op-index-public-index'],
    ['downstream', 'Namespace', 'p1-reg-strict-right-ca-agent'],
    ['downstream', 'Namespace', 'cattle-fleet-system'],
    ['downstream', 'ClusterRole', 'p1-reg-strict-right-ca-agent-fleet-agent-role'],
    ['downstream', 'ClusterRoleBinding', 'cattle-fleet-system-fleet-agent-role-binding'],
  ])('is found %s: %s %s', (side, kind, name, namespace) => {
    expect(isFound(side, kind, name, namespace)).toBe(true);
  });

  test('is found by the labels of a bundle, wherever its deployment stands', () => {
    const labels = { 'fleet.cattle.io/bundle-name': 'p1-op-local-index' };
    expect(isFound('upstream', 'BundleDeployment', 'x', 'cluster-fleet-local-local-1a2b3c', labels)).toBe(
      true,
    );
  });
});

describe('what belongs to the world stays', () => {
  test.each<[Side, string, string, string?]>([
    ['upstream', 'Namespace', 'cattle-fleet-system'],
    ['upstream', 'Namespace', 'cattle-fleet-local-system'],
    ['upstream', 'Namespace', 'cluster-fleet-local-local-1a2b3c'],
    ['upstream', 'Namespace', 'kube-system'],
    ['upstream', 'Cluster', 'local', 'fleet-local'],
    ['upstream', 'ClusterRegistration', 'request-a', 'fleet-local'],
    ['upstream', 'Bundle', 'fleet-agent-local', 'fleet-local'],
    ['downstream', 'Namespace', 'kube-system'],
    ['downstream', 'Namespace', 'p10-of-somebody-else'],
    ['downstream', 'ClusterRole', 'cluster-admin'],
  ])('%s: %s %s', (side, kind, name, namespace) => {
    expect(isFound(side, kind, name, namespace)).toBe(false);
  });
});

test('every agent of the whole catalogue can be found by its names', () => {
  const pair = { id: '0.16.1/0.16.1', controller: '0.16.1', agent: '0.16.1', other: '0.12.4' };
  const { pairs } = makePlan(selectScenarios(families, { ids: [], tier: 'soak' }), [pair]);
  const agents = pairs.flatMap(({ phases }) => phases.flatMap(phase => phase.agents));
  const own = agents.filter(({ world }) => world.registration !== 'local');
  expect(own.length).toBeGreaterThan(50);
  for (const { workspace, name } of own) {
    expect(isFound('upstream', 'Namespace', workspace)).toBe(true);
    expect(isFound('downstream', 'Namespace', `${name}-agent`)).toBe(true);
  }
});

test('what makes others is removed before what they are made into', () => {
  const turnOf = (kind: string) => TRACED.upstream.find(traced => traced.kind === kind)?.turn;
  expect(['HelmOp', 'GitRepo', 'HelmApp'].map(turnOf)).toEqual([1, 1, 1]);
  expect(['Bundle', 'BundleDeployment', 'Cluster'].map(turnOf)).toEqual([2, 2, 2]);
  expect(turnOf('Namespace')).toBe(3);
});
