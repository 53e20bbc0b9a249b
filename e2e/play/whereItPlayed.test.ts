import { expect, test } from 'vitest';
import { registers, scenario, strictWorld } from '../../scenarios/vocabulary/index.ts';
import { sceneOf } from '../observe/scene.fixture.ts';
import { clustersOf, isOfScene } from './whereItPlayed.ts';

const declared = { story: '', source: [], tier: 'core', expect: [registers] } as const;
const PLAIN = scenario('reg/plain', { ...declared, world: strictWorld, accepts: { mode: 'system-store' } });
const LOCAL = scenario('reg/local', { ...declared, world: { ...strictWorld, registration: 'local' } });

test('a scenario is looked for in what bears its names, and in Fleet’s own namespaces', () => {
  const isMeant = isOfScene(sceneOf(PLAIN));
  for (const namespace of [
    'cattle-fleet-system',
    'cattle-fleet-clusters-system',
    'fleet-default',
    // Its workspace, its agent, its cluster's namespace, what it deploys, and its control.
    'p1-reg-plain',
    'p1-reg-plain-agent',
    'cluster-p1-reg-plain-p1-reg-plain-0a1b2c',
    'p1-reg-plain-charts',
    'p1-reg-plain-control-agent',
  ])
    expect(isMeant(namespace), namespace).toBe(true);
  for (const namespace of ['kube-system', 'p1-reg-plainer', 'p2-reg-plain', 'cluster-p1-op-a-0a1b2c', ''])
    expect(isMeant(namespace), namespace).toBe(false);
});

test('it is looked for in its upstream and where its agents live', () => {
  expect([...clustersOf(sceneOf(PLAIN)).keys()]).toEqual(['upstream-u1', 'downstream-d1']);
  expect([...clustersOf(sceneOf(LOCAL)).keys()]).toEqual(['upstream-u1']);
});
