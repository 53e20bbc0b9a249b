import { readEdge } from '../../helpers/edge/readEdge.ts';
import type { EdgeRecord } from '../../helpers/edge/record.ts';
import type { AgentPod } from '../../helpers/fleet/agentPod.ts';
import type { Context } from '../../helpers/process/context.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { HelmOpAct, ListenerSpec, Scenario } from '../../scenarios/vocabulary/index.ts';
import { listenersOf } from '../plan/listeners.ts';
import type { PlannedAgent, PlannedPair, PlannedScenario } from '../plan/plan.ts';
import { type Endpoint, endpointOf } from '../world/endpoints.ts';
import type { World, WorldAgent } from '../world/world.ts';

/** One scenario in its world, with what it did so far. */
export interface Scene {
  context: Context;
  scenario: Scenario;
  planned: PlannedScenario;
  agent: PlannedAgent;
  world: World;
  /** An endpoint of the scenario's acts. */
  endpoint(listener: ListenerSpec): Endpoint;
  /** Reads what the edges of the scenario's endpoints have recorded so far. */
  edgeRecord(): Promise<Pick<EdgeRecord, 'requests' | 'connections' | 'notices'>>;
  /**
   * The agent that the scenario goes on with, once its registration has ended. One whose registration the scenario itself
   * looks at is the first, whatever became of it.
   */
  registered(): Promise<WorldAgent>;
  done: Deeds;
  signal: AbortSignal;
}

/** What a scenario did so far. */
export interface Deeds {
  /** The HelmOps that it created, with the step in which it did. */
  helmOps: { name: string; act: HelmOpAct; step: number }[];
  /** The GitRepos that it created. */
  gitRepos: string[];
  /** When the last change began, milliseconds since the epoch; 0 before the first. */
  changedAt: number;
  /** The agent's pods as they were before the last change that was more than time going by. */
  podsBefore: AgentPod[];
}

/** Puts a planned scenario into its world. */
export function openScene(
  parts: Pick<Scene, 'context' | 'world' | 'planned' | 'signal'> & { scenarios: readonly Scenario[] },
): Scene {
  const { context, world, planned, scenarios, signal } = parts;
  const scenario = scenarios.find(({ id }) => id === planned.id);
  const agent = world.phase.agents.find(({ name }) => name === planned.agent);
  if (scenario === undefined || agent === undefined) {
    throw new HarnessError('internal', {
      message: `the plan names ${planned.id} with agent ${planned.agent}, which is not there`,
      cure: 'This is a defect of fleet-tls-e2e: please report it',
    });
  }
  const { run } = world;
  const specs = listenersOf(scenario);
  const names = [agent.listener, ...(agent.down ? [agent.down] : []), ...planned.listeners];
  const edges = [...new Set(names.map(name => endpointOf(run, name).planned.edge))];
  return {
    context,
    scenario,
    planned,
    agent,
    world,
    endpoint: listener => endpointOf(run, planned.listeners[specs.indexOf(listener)] ?? ''),
    edgeRecord: async () => {
      const records = await Promise.all(
        edges.map(edge => readEdge(run.edges[edge]?.container ?? '', signal)),
      );
      return {
        requests: records.flatMap(({ requests }) => requests),
        connections: records.flatMap(({ connections }) => connections),
        notices: records.flatMap(({ notices }) => notices),
      };
    },
    registered: () => (looksAtRegistration(scenario) ? world.agent(agent) : world.agentAtWork(agent)),
    done: { helmOps: [], gitRepos: [], changedAt: 0, podsBefore: [] },
    signal,
  };
}

/** Whether it is the registration that a scenario is about, and not what is deployed by a registered agent. */
export function looksAtRegistration(scenario: Scenario): boolean {
  const steps = [scenario, ...(scenario.afterwards ?? [])];
  const deploys = steps.some(({ helmOps = [], gitRepos = [] }) => helmOps.length + gitRepos.length > 0);
  return !deploys || steps.some(({ expect }) => expect.some(({ kind }) => kind === 'registers'));
}

/** A name for something of the scenario, unique in the run since pairs share a downstream: `p1-op-index-public-index`. */
export function nameIn(
  { world, scenario }: { world: { pair: Pick<PlannedPair, 'key'> }; scenario: Pick<Scenario, 'id'> },
  what: string,
): string {
  return `${world.pair.key}-${scenario.id.replace('/', '-').replaceAll('.', '-')}-${what}`;
}
