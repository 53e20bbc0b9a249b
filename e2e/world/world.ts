import { readFileSync } from 'node:fs';
import { adapterFor, type FleetAdapter } from '../../helpers/fleet/adapter.ts';
import { managedClusterObjects } from '../../helpers/fleet/cluster.ts';
import {
  awaitRegistration,
  type RegistrationOutcome,
  type RegistrationWatch,
} from '../../helpers/fleet/registration.ts';
import type { KubeClient } from '../../helpers/kube/client.ts';
import type { Context } from '../../helpers/process/context.ts';
import type { PlannedAgent, PlannedPair } from '../plan/plan.ts';
import type { RunHandle } from '../run/handle.ts';

/** How long an agent may take to register or to refuse, on a machine that is busy with other pairs. */
export const REGISTRATION_DEADLINE_MS = 240_000;

/** What the scenarios of one pair and mode share: two clusters, the edge, Fleet installed, the agents that are there. */
export interface World {
  run: RunHandle;
  pair: PlannedPair;
  adapter: FleetAdapter;
  upstream: KubeClient;
  downstream: KubeClient;
  /** Has the agent registered, once for all who ask, and gives how that ended. */
  agent(planned: PlannedAgent): Promise<WorldAgent>;
  /** The clusters that were defined for the agents so far. */
  clusters(): RegistrationWatch['cluster'][];
}

/** An agent whose registration has ended one way or the other. */
export interface WorldAgent {
  cluster: RegistrationWatch['cluster'];
  outcome: RegistrationOutcome;
}

/** Opens a world whose controller is installed; agents come when they are asked for. */
export function openWorld(
  context: Context,
  parts: Pick<World, 'run' | 'pair' | 'upstream' | 'downstream'>,
): World {
  const agents = new Map<string, Promise<WorldAgent>>();
  return {
    ...parts,
    adapter: adapterFor(parts.pair.controller),
    agent: planned => {
      const known = agents.get(planned.name);
      if (known !== undefined) return known;
      const registering = register(context, parts, planned);
      agents.set(planned.name, registering);
      return registering;
    },
    clusters: () => [...agents.keys()].map(clusterOf),
  };
}

/** Each agent has a workspace upstream and a namespace downstream to itself. */
export function clusterOf(agentName: string): RegistrationWatch['cluster'] {
  return { name: agentName, workspace: agentName, agentNamespace: `${agentName}-agent` };
}

async function register(
  context: Context,
  { run, upstream, downstream }: Pick<World, 'run' | 'upstream' | 'downstream'>,
  { name, world, listener }: PlannedAgent,
): Promise<WorldAgent> {
  const cluster = clusterOf(name);
  const objects = managedClusterObjects({
    ...cluster,
    kubeconfig: readFileSync(run.downstream.internalKubeconfig, 'utf8'),
    apiServerURL: endpointUrl(run, listener),
    ...(world.trust !== 'none' && { apiServerCA: run.authorities[world.trust] }),
  });
  for (const object of objects) await upstream.apply(object);
  const { signal } = context;
  const watch = { upstream, downstream, cluster, deadlineMs: REGISTRATION_DEADLINE_MS, signal };
  return { cluster, outcome: await awaitRegistration(watch) };
}

/** The URL of one of the run's listeners, as pods reach it. */
export function endpointUrl(run: RunHandle, listener: string): string {
  const planned = run.plan.listeners.find(({ name }) => name === listener);
  if (planned === undefined) throw new Error(`the plan has no listener ${listener}`);
  return `https://${run.edge.alias}:${planned.port}`;
}
