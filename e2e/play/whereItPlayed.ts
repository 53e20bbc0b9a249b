import { LOCAL_AGENT_NAMESPACE } from '../../helpers/fleet/install.ts';
import { FLEET_NAMESPACE } from '../../helpers/fleet/places.ts';
import type { KubeClient } from '../../helpers/kube/client.ts';
import type { PlannedAgent, PlannedScenario } from '../plan/plan.ts';
import type { World } from '../world/world.ts';
import { nameIn, type Scene } from './scene.ts';

/** The namespaces of Fleet itself, and those in which it keeps what is everybody's. */
const OF_FLEET: readonly string[] = [
  FLEET_NAMESPACE,
  LOCAL_AGENT_NAMESPACE,
  'cattle-fleet-clusters-system',
  'cattle-system',
  'fleet-local',
  'fleet-default',
];

/** Whether a namespace is Fleet's own. */
export function isOfFleet(namespace: string): boolean {
  return OF_FLEET.includes(namespace);
}

/** Whether a namespace is Fleet's own, or of what a scenario made, or Fleet of it: all that bears its names. */
export function isOfScene({
  world,
  scenario,
  agent,
  planned,
}: Pick<Scene, 'world' | 'scenario' | 'agent' | 'planned'>): (namespace: string) => boolean {
  const names = [...agentsOf({ agent, planned }).map(({ name }) => name), nameIn({ world, scenario }, '')];
  const own = names.map(name => name.replace(/-$/, ''));
  return namespace => {
    const called = namespace.replace(/^cluster-/, '');
    return isOfFleet(namespace) || own.some(name => called === name || called.startsWith(`${name}-`));
  };
}

/** The clusters that a scenario touches, by the names of their folders: its upstream, and where its agents live. */
export function clustersOf({
  world,
  agent,
  planned,
}: Pick<Scene, 'world' | 'agent' | 'planned'>): Map<string, KubeClient> {
  const clusters = new Map([upstreamOf(world)]);
  for (const { downstream, world: wanted } of agentsOf({ agent, planned })) {
    const client = world.downstreams[downstream];
    if (wanted.registration !== 'local' && client) clusters.set(`downstream-${downstream}`, client);
  }
  return clusters;
}

/** The upstream of a world, by the name of its folder. */
export function upstreamOf({ pair, upstream }: Pick<World, 'pair' | 'upstream'>): [string, KubeClient] {
  return [`upstream-${pair.upstream}`, upstream];
}

/** The scenario's agent, and the one that has to be accepted where it was refused. */
function agentsOf({ agent, planned }: { agent: PlannedAgent; planned: PlannedScenario }): PlannedAgent[] {
  return [agent, ...(planned.accepted ? [planned.accepted] : [])];
}
