import { type AgentRequest, installAgent, removeAgent } from '../../helpers/fleet/agentChart.ts';
import { managedClusterObjects } from '../../helpers/fleet/cluster.ts';
import { LOCAL_AGENT_NAMESPACE } from '../../helpers/fleet/install.ts';
import { type ClusterPlace, FLEET_NAMESPACE, type Watch } from '../../helpers/fleet/places.ts';
import {
  awaitTokenEnd,
  awaitTokenValues,
  type TokenRequest,
  tokenObjects,
} from '../../helpers/fleet/registrationToken.ts';
import { retireCluster } from '../../helpers/fleet/retire.ts';
import type { KubeClient } from '../../helpers/kube/client.ts';
import type { Context } from '../../helpers/process/context.ts';
import type { GivenCa, TlsMode } from '../../scenarios/vocabulary/index.ts';
import type { PlannedAgent, PlannedPair } from '../plan/plan.ts';
import type { ClusterHandle, PairHandle, RunHandle } from '../run/handle.ts';
import { downstreamAsSeen } from './downstream.ts';
import { endpointOf } from './endpoints.ts';
import { givenCaPem } from './trust.ts';

/** How long an agent may take to register or to refuse, on a machine that is busy with other pairs. */
export const REGISTRATION_DEADLINE_MS = 240_000;

/** The world that agents live in. */
export interface AgentsWorld {
  context: Context;
  run: RunHandle;
  pair: PlannedPair;
  upstream: KubeClient;
  /** By the plan's key. */
  downstreams: Record<string, KubeClient>;
}

/** A cluster that was defined for an agent: whether it registers is still to be seen. */
export interface DefinedAgent {
  watch: Watch;
  /** A second cluster in the same workspace, where a scenario deploys to two. */
  second?: Watch;
  /** Changes what an agent that registers by itself was given. */
  change?(to: { mode?: TlsMode; trust?: GivenCa }): Promise<void>;
  /** Takes the cluster out of Fleet and its agent out of the downstream. */
  remove(): Promise<void>;
}

/** Defines the cluster of an agent, under the name of the agent unless another is given, or has the agent come by itself. */
export function defineAgent(
  world: AgentsWorld,
  planned: PlannedAgent,
  { cluster = planned.name } = {},
): Promise<DefinedAgent> {
  switch (planned.world.registration) {
    case 'managed':
      return defineManaged(world, planned, cluster);
    case 'agent-initiated':
      return sendAgent(world, planned);
    case 'local':
      return Promise.resolve(localAgent(world));
  }
}

function watchOf({ context, upstream }: AgentsWorld, downstream: KubeClient, cluster: ClusterPlace): Watch {
  return { upstream, downstream, cluster, deadlineMs: REGISTRATION_DEADLINE_MS, signal: context.signal };
}

/** Each agent has a workspace upstream and a namespace downstream to itself. */
async function defineManaged(
  world: AgentsWorld,
  planned: PlannedAgent,
  cluster: string,
): Promise<DefinedAgent> {
  const { run, upstream } = world;
  const downstream = downstreamOf(world, planned);
  const kubeconfig = await downstreamAsSeen(world, planned);
  const define = async (name: string): Promise<Watch> => {
    const place = { name, workspace: planned.name, agentNamespace: agentNamespaceOf({ ...planned, name }) };
    const apiServerCA = givenCaPem(run, planned.world.trust, planned.listener);
    const objects = managedClusterObjects({
      ...place,
      kubeconfig,
      apiServerURL: urlFor(run, planned),
      ...(apiServerCA !== undefined && { apiServerCA }),
    });
    for (const object of objects) await upstream.apply(object);
    return watchOf(world, downstream, place);
  };
  const watch = await define(cluster);
  const second = planned.twoClusters ? await define(`${cluster}-2`) : undefined;
  const { signal } = world.context;
  return {
    watch,
    ...(second && { second }),
    remove: async () => {
      for (const { cluster } of second ? [second, watch] : [watch]) {
        await retireCluster({ upstream, downstream, cluster, signal });
      }
    },
  };
}

async function sendAgent(world: AgentsWorld, planned: PlannedAgent): Promise<DefinedAgent> {
  const { context, run, pair, upstream } = world;
  const downstream = downstreamOf(world, planned);
  const { agent, images } = run.pairs[pair.key] as PairHandle;
  const { signal } = context;
  const token: TokenRequest = {
    name: 'token',
    workspace: planned.name,
    ttl: planned.world.tokenTtl ?? '12h',
  };
  for (const object of tokenObjects(token)) await upstream.apply(object);
  const values = await awaitTokenValues(upstream, token, { deadlineMs: 60_000, signal });
  // A token whose time is short is for an agent that comes too late.
  if (planned.world.tokenTtl !== undefined) {
    await awaitTokenEnd(upstream, token, { deadlineMs: 120_000, signal });
  }
  const place = { workspace: planned.name, agentNamespace: agentNamespaceOf(planned) };
  const { helm } = run;
  const { kubeconfig } = run.downstreams[planned.downstream] as ClusterHandle;
  const given = { mode: planned.world.mode, trust: planned.world.trust };
  const install = () => {
    const apiServerCA = givenCaPem(run, given.trust, planned.listener);
    const request: AgentRequest = {
      ...{ helm, kubeconfig, release: agent, image: images.agent },
      token: { name: token.name, values },
      clientID: planned.name,
      mode: modeValue(given.mode),
      apiServerURL: urlFor(run, planned),
      ...(apiServerCA !== undefined && { apiServerCA }),
    };
    return installAgent(context, request);
  };
  await install();
  return {
    watch: watchOf(world, downstream, place),
    change: async to => {
      Object.assign(given, to);
      await install();
    },
    remove: async () => {
      await retireCluster({ upstream, downstream, cluster: place, signal });
      await removeAgent(context, { helm, kubeconfig, downstream });
    },
  };
}

/** The upstream's own agent is there since the controller was installed, and stays as long as that. */
function localAgent(world: AgentsWorld): DefinedAgent {
  const place = { name: 'local', workspace: 'fleet-local', agentNamespace: LOCAL_AGENT_NAMESPACE };
  return {
    watch: watchOf(world, world.upstream, place),
    remove: async () => {},
  };
}

/** The namespace of an agent in its cluster. */
export function agentNamespaceOf({ name, world }: Pick<PlannedAgent, 'name' | 'world'>): string {
  switch (world.registration) {
    case 'managed':
      return `${name}-agent`;
    case 'agent-initiated':
      return FLEET_NAMESPACE;
    case 'local':
      return LOCAL_AGENT_NAMESPACE;
  }
}

function downstreamOf({ downstreams }: AgentsWorld, { downstream }: PlannedAgent): KubeClient {
  return downstreams[downstream] as KubeClient;
}

/** `agentTLSMode` as it is written into chart values. */
export function modeValue(mode: TlsMode): string {
  return mode === 'empty' ? '' : mode;
}

function urlFor(run: RunHandle, { world, listener }: PlannedAgent): string {
  const endpoint = endpointOf(run, listener);
  return world.byAddress ? endpoint.urlByAddress : endpoint.url;
}
