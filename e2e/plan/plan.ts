import { isDeepStrictEqual } from 'node:util';
import { adapterFor, lackOf } from '../../helpers/fleet/adapters/choose.ts';
import { inRange, withoutMutant } from '../../helpers/fleet/version.ts';
import type {
  GivenCa,
  ListenerSpec,
  Scenario,
  TlsMode,
  WorldSpec,
} from '../../scenarios/vocabulary/index.ts';
import { featuresOf } from './features.ts';
import { type ActService, changedListeners, listenersOf, servedBy } from './listeners.ts';
import { isAlone, needsTwo, phaseOf } from './phases.ts';

/** A pair to be tried: versions only. */
export interface PairVersions {
  /** `0.16.1/0.12.4` */
  id: string;
  controller: string;
  agent: string;
  /** The version that scenarios that upgrade Fleet upgrade it to, where the run has another one. */
  other?: string;
  /** The ids of the scenarios that it is tried with, where it is not tried with all. */
  only?: readonly string[];
}

/** What stands behind a TLS endpoint of the edge. */
export type Serves =
  | { acts: ActService }
  /** Archives for an endpoint that sends others here: under the edge's other name. */
  | { elsewhere: true }
  | { upstreamOf: string }
  | { downstream: string };

/** A TLS endpoint of the edge that the run needs. */
export interface PlannedListener {
  name: string;
  port: number;
  /** The edge that it stands in: empty for the one that all share. */
  edge: string;
  spec: ListenerSpec;
  serves: Serves;
}

/** An agent that registers or is refused: scenarios with equal worlds share one. */
export interface PlannedAgent {
  /** Unique in the run and fit for a Kubernetes name: `p1-reg-strict-right-ca`. */
  name: string;
  /** The upstream namespace of its Cluster and of its HelmOps. */
  workspace: string;
  world: WorldSpec;
  /** The endpoint in front of the upstream API server. */
  listener: string;
  /** The downstream cluster that it runs in, by the plan's key. */
  downstream: string;
  /** The endpoint in front of the downstream API server, where there is one. */
  down?: string;
  /** A second cluster registers beside it, in the same workspace. */
  twoClusters: boolean;
  /** Whether further scenarios may look at it. */
  shared: boolean;
  /** How many scenarios look at it. */
  users: number;
}

/** One scenario of one pair. */
export interface PlannedScenario {
  id: string;
  agent: string;
  /** The endpoints of its acts, in the order of {@link listenersOf}. */
  listeners: string[];
  /** A second agent that has to be accepted at the same endpoint. */
  accepted?: PlannedAgent;
}

/** How the controller is set while a phase runs. */
export interface ControllerSetting {
  mode: TlsMode;
  /** The CA in its own config. */
  globalTrust: GivenCa;
  /** What stands in Rancher's CA secrets. */
  rancherCa: GivenCa;
}

/** What runs under one setting of the controller, all at once. */
export interface PlannedPhase {
  /** `strict`, `system-store`, or what else sets it apart. */
  name: string;
  controller: ControllerSetting;
  agents: PlannedAgent[];
  scenarios: PlannedScenario[];
}

/** What runs for one pair, phase by phase. */
export interface PlannedPair extends PairVersions {
  /** Unique in the run and fit for names: `p1`. */
  key: string;
  /** The upstream cluster: pairs whose controllers differ in chart values alone share one, one after the other. */
  upstream: string;
  /** Whether the controller serves git, and its own cluster. */
  serves: { gitops: boolean; local: boolean };
  phases: PlannedPhase[];
  /** Scenarios that are not meant for these versions. */
  notApplicable: { id: string; because: string }[];
}

/** Everything that a run does, decided before anything starts. */
export interface Plan {
  pairs: PlannedPair[];
  /** Keys of the upstream clusters, fit for names: `u1`. */
  upstreams: string[];
  /** Keys of the downstream clusters: `d1`, which the agents of all pairs share, and others for those that cannot. */
  downstreams: string[];
  listeners: PlannedListener[];
}

const FIRST_PORT = 10_001;

/** Lays out scenarios x pairs into phases, agents and listeners. */
export function makePlan(scenarios: readonly Scenario[], pairs: readonly PairVersions[]): Plan {
  const listeners = new Listeners();
  const controllers = [...new Set(pairs.map(({ controller }) => withoutMutant(controller)))];
  const planned = pairs.map((pair, index) => {
    const upstream = `u${controllers.indexOf(withoutMutant(pair.controller)) + 1}`;
    return planPair({ ...pair, key: `p${index + 1}`, upstream }, scenarios, listeners);
  });
  return {
    pairs: planned,
    downstreams: spreadOverDownstreams(planned),
    upstreams: controllers.map((_, index) => `u${index + 1}`),
    listeners: listeners.all,
  };
}

/**
 * Gives every agent that comes by itself one of several downstreams, since each has room for one at a time; where one is
 * refused, its control follows in the same. All others share the first.
 * @returns the keys of the downstreams.
 */
function spreadOverDownstreams(pairs: readonly PlannedPair[]): string[] {
  const phases = pairs.flatMap(pair => pair.phases);
  const lone = phases.flatMap(({ agents, scenarios }) =>
    agents
      .filter(({ world }) => world.registration === 'agent-initiated')
      .map(agent => [
        agent,
        ...scenarios.flatMap(one => (one.agent === agent.name ? (one.accepted ?? []) : [])),
      ]),
  );
  const count = Math.min(MOST_DOWNSTREAMS, Math.max(1, Math.ceil(lone.length / LONE_AGENTS_EACH)));
  const keys = Array.from({ length: count }, (_, index) => `d${index + 1}`);
  for (const [index, agents] of lone.entries()) {
    for (const agent of agents) agent.downstream = keys[index % count] ?? FIRST_DOWNSTREAM;
  }
  return keys;
}

const FIRST_DOWNSTREAM = 'd1';

/** How many agents that come by themselves are worth another cluster: each takes half a minute. */
const LONE_AGENTS_EACH = 8;

/** More than these a small machine does not bear. */
const MOST_DOWNSTREAMS = 3;

/** Hands out ports. */
class Listeners {
  readonly all: PlannedListener[] = [];

  /** The endpoint of that name, made when it is not there yet. */
  ensure(listener: Omit<PlannedListener, 'port'>): string {
    const { name } = listener;
    if (!this.all.some(known => known.name === name)) {
      this.all.push({ ...listener, port: FIRST_PORT + this.all.length });
    }
    return name;
  }
}

/** A pair before its scenarios are laid out. */
type PairPlace = PairVersions & Pick<PlannedPair, 'key' | 'upstream'>;

function planPair(pair: PairPlace, scenarios: readonly Scenario[], listeners: Listeners): PlannedPair {
  const asked = scenarios.filter(({ id }) => pair.only?.includes(id) ?? true);
  const judged = asked.map(scenario => ({ scenario, because: notMeant(scenario, pair) }));
  const meant = judged.filter(({ because }) => because === undefined).map(({ scenario }) => scenario);
  const phases = new Map<string, PlannedPhase>();
  for (const scenario of meant) {
    const wanted = phaseOf(scenario);
    const phase = phases.get(wanted.name) ?? { ...wanted, agents: [], scenarios: [] };
    phases.set(wanted.name, phase);
    phase.scenarios.push(planScenario(pair, phase, { scenario, meant, listeners }));
  }
  const features = meant.flatMap(featuresOf);
  return {
    ...pair,
    serves: { gitops: features.includes('gitops'), local: features.includes('local') },
    phases: [...phases.values()].toSorted((a, b) => order(a) - order(b)),
    notApplicable: judged.flatMap(({ scenario: { id }, because }) =>
      because === undefined ? [] : [{ id, because }],
    ),
  };
}

/** Strict first: a refusal is judged before its control lets a token pass through the same endpoint. */
function order({ name }: PlannedPhase): number {
  const at = ['strict', 'system-store'].indexOf(name);
  return at < 0 ? 2 : at;
}

/** Why a scenario is not meant for a pair; undefined where it is. */
function notMeant(scenario: Scenario, pair: PairVersions): string | undefined {
  const { appliesTo } = scenario;
  const applies = inRange(pair.controller, appliesTo?.controller) && inRange(pair.agent, appliesTo?.agent);
  if (!applies) return appliesTo?.because ?? '';
  const features = featuresOf(scenario);
  if (features.includes('upgrade') && pair.other === undefined)
    return 'the run has no other release of Fleet';
  return lackOf(adapterFor(pair.controller), features);
}

function planScenario(
  pair: PairPlace,
  phase: PlannedPhase,
  parts: { scenario: Scenario; meant: readonly Scenario[]; listeners: Listeners },
): PlannedScenario {
  const { scenario, listeners } = parts;
  const slug = `${pair.key}-${slugOf(scenario)}`;
  const changed = changedListeners(scenario);
  const agent = agentOf(pair, phase, parts);
  const accepted: PlannedAgent | undefined = scenario.accepts && {
    name: `${slug}-control`,
    workspace: `${slug}-control`,
    twoClusters: false,
    downstream: FIRST_DOWNSTREAM,
    world: { ...scenario.world, ...scenario.accepts },
    listener: agent.listener,
    shared: false,
    users: 1,
  };
  return {
    id: scenario.id,
    agent: agent.name,
    listeners: listenersOf(scenario).map((spec, index) => {
      const name = `${slug}.${index + 1}`;
      const edge = changed.includes(spec) ? slug : '';
      if (spec.archivesElsewhere) {
        const { issuer } = spec;
        listeners.ensure({ name: elsewhereOf(name), edge, spec: { issuer }, serves: { elsewhere: true } });
      }
      return listeners.ensure({ name, edge, spec, serves: { acts: servedBy(scenario, spec) } });
    }),
    ...(accepted !== undefined && { accepted }),
  };
}

/** The agent of a scenario: the one of a scenario before it that declares the same world, if both can share. */
function agentOf(
  pair: PairPlace,
  phase: PlannedPhase,
  { scenario, meant, listeners }: { scenario: Scenario; meant: readonly Scenario[]; listeners: Listeners },
): PlannedAgent {
  const known = phase.agents.find(
    agent => agent.shared && !isAlone(scenario) && isDeepStrictEqual(agent.world, scenario.world),
  );
  if (known !== undefined) {
    known.users += 1;
    return known;
  }
  const name = `${pair.key}-${slugOf(scenario)}`;
  const { world } = scenario;
  // A control takes the endpoint of the scenario that it is the control of: only so does it show what mode changes.
  const controlled = meant.find(other => other.control === scenario.id);
  const endpoint = controlled === undefined ? name : `${pair.key}-${slugOf(controlled)}`;
  const agent: PlannedAgent = {
    name,
    workspace: world.registration === 'local' ? 'fleet-local' : name,
    world,
    listener: listeners.ensure({
      name: `${endpoint}.up`,
      edge: changedListeners(scenario).includes('up') ? name : '',
      spec: world.up,
      serves: { upstreamOf: pair.upstream },
    }),
    ...(world.down !== undefined && {
      down: listeners.ensure({
        name: `${name}.down`,
        edge: '',
        spec: world.down.at,
        serves: { downstream: FIRST_DOWNSTREAM },
      }),
    }),
    downstream: FIRST_DOWNSTREAM,
    twoClusters: needsTwo(scenario),
    shared: !isAlone(scenario),
    users: 1,
  };
  phase.agents.push(agent);
  return agent;
}

/** The name of the listener that archives are fetched from, where they do not lie at the endpoint itself. */
export function elsewhereOf(listener: string): string {
  return `${listener}.elsewhere`;
}

function slugOf({ id }: Scenario): string {
  return id.replace('/', '-').replaceAll('.', '-');
}
