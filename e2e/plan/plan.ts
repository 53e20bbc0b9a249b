import { inRange } from '../../helpers/fleet/version.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type {
  AuthorityName,
  Family,
  ListenerSpec,
  Scenario,
  TlsMode,
  WorldSpec,
} from '../../scenarios/vocabulary.ts';

/** A pair to be tried: versions only. */
export interface PairVersions {
  /** `0.16.1/0.12.4` */
  id: string;
  controller: string;
  agent: string;
}

/** A TLS endpoint of the edge that the run needs. */
export interface PlannedListener extends ListenerSpec {
  name: string;
  port: number;
  /** Charts, or the API server of this upstream cluster. */
  serves: { charts: true } | { upstreamOf: string };
}

/** A registered (or refused) agent: scenarios with equal worlds share one. */
export interface PlannedAgent {
  /** Unique in the run and fit for a Kubernetes name: `p1-strict-private-private`. */
  name: string;
  world: WorldSpec;
  /** The endpoint in front of the upstream API server. */
  listener: string;
}

/** One scenario of one pair. */
export interface PlannedScenario {
  id: string;
  agent: string;
  /** The chart endpoint of each HelmOp, by the HelmOp's name. */
  charts: Record<string, string>;
}

/** What runs under one mode of the controller, all at once. */
export interface PlannedPhase {
  mode: TlsMode;
  agents: PlannedAgent[];
  scenarios: PlannedScenario[];
}

/** What runs for one pair, phase by phase. */
export interface PlannedPair extends PairVersions {
  /** Unique in the run and fit for names: `p1`. */
  key: string;
  /** The upstream cluster: pairs with the same controller share one, one after the other. */
  upstream: string;
  phases: PlannedPhase[];
  /** Scenarios that are not meant for these versions. */
  notApplicable: { id: string; because: string }[];
}

/** Everything that a run does, decided before anything starts. */
export interface Plan {
  pairs: PlannedPair[];
  /** Keys of the upstream clusters, fit for names: `u1`. */
  upstreams: string[];
  listeners: PlannedListener[];
}

const FIRST_PORT = 10_001;

/** Strict first: a refusal is judged before its control lets a token pass through the same endpoint. */
const PHASES: readonly TlsMode[] = ['strict', 'system-store'];

/** Lays out scenarios x pairs into phases, agents and listeners. */
export function makePlan(scenarios: readonly Scenario[], pairs: readonly PairVersions[]): Plan {
  const listeners: PlannedListener[] = [];
  const listen = (name: string, spec: ListenerSpec, serves: PlannedListener['serves']): string => {
    if (!listeners.some(listener => listener.name === name)) {
      listeners.push({ name, port: FIRST_PORT + listeners.length, ...spec, serves });
    }
    return name;
  };
  const controllers = [...new Set(pairs.map(({ controller }) => controller))];
  const upstreamOf = (pair: PairVersions) => `u${controllers.indexOf(pair.controller) + 1}`;
  return {
    pairs: pairs.map((pair, index) =>
      planPair({ ...pair, key: `p${index + 1}`, upstream: upstreamOf(pair) }, scenarios, listen),
    ),
    upstreams: controllers.map((_, index) => `u${index + 1}`),
    listeners,
  };
}

/** A pair before its scenarios are laid out. */
type PairPlace = Omit<PlannedPair, 'phases' | 'notApplicable'>;

type Listen = (name: string, spec: ListenerSpec, serves: PlannedListener['serves']) => string;

function planPair(pair: PairPlace, scenarios: readonly Scenario[], listen: Listen): PlannedPair {
  const meant = scenarios.filter(scenario => isMeantFor(scenario, pair));
  const phases = PHASES.map(mode => {
    const ofMode = meant.filter(scenario => scenario.world.mode === mode);
    const agents = new Map<string, PlannedAgent>();
    const planned = ofMode.map(scenario => {
      const agent = agentFor(pair, scenario, meant, listen);
      agents.set(agent.name, agent);
      const charts = Object.fromEntries(
        (scenario.helmOps ?? []).map(helmOp => [
          helmOp.name,
          listen(`${pair.key}.${scenario.id.replace('/', '-')}.${helmOp.name}`, helmOp.charts, {
            charts: true,
          }),
        ]),
      );
      return { id: scenario.id, agent: agent.name, charts };
    });
    return { mode, agents: [...agents.values()], scenarios: planned };
  });
  return {
    ...pair,
    phases: phases.filter(phase => phase.scenarios.length > 0),
    notApplicable: scenarios
      .filter(scenario => !meant.includes(scenario))
      .map(scenario => ({ id: scenario.id, because: scenario.appliesTo?.because ?? '' })),
  };
}

function isMeantFor({ appliesTo }: Scenario, pair: PairVersions): boolean {
  return inRange(pair.controller, appliesTo?.controller) && inRange(pair.agent, appliesTo?.agent);
}

/** A control takes the endpoint of the scenario that it is the control of: only so does it show what mode changes. */
function agentFor(
  { key, upstream }: PairPlace,
  scenario: Scenario,
  all: readonly Scenario[],
  listen: Listen,
): PlannedAgent {
  const name = agentName(key, scenario.world);
  const controlled = all.find(other => other.control === scenario.id);
  const endpoint = controlled ? agentName(key, controlled.world) : name;
  return {
    name,
    world: scenario.world,
    listener: listen(`${endpoint}.up`, scenario.world.up, { upstreamOf: upstream }),
  };
}

function agentName(key: string, world: WorldSpec): string {
  const short = (mode: TlsMode) => (mode === 'strict' ? 'strict' : 'store');
  const up: [AuthorityName, string] = [world.up.issuer, world.up.flaw ?? ''];
  return [key, short(world.mode), ...up.filter(part => part !== ''), world.trust].join('-');
}

/**
 * The scenarios of all families that are asked for: by id, by family or by tier. A control comes along with the
 * scenario that needs it.
 * @throws HarnessError `usage` for an unknown id, `config` for an id that stands twice or a control that is none.
 */
export function selectScenarios(
  families: readonly Family[],
  wanted: { ids: readonly string[]; tier: Scenario['tier'] },
): Scenario[] {
  const all = families.flatMap(family => family.scenarios);
  checkCatalogue(all);
  for (const id of wanted.ids) {
    if (!all.some(scenario => scenario.id === id || scenario.id.startsWith(`${id}/`))) {
      throw new HarnessError('usage', {
        message: `there is no scenario "${id}"`,
        cure: `Known are: ${all.map(scenario => scenario.id).join(', ')}`,
      });
    }
  }
  const chosen = all.filter(scenario =>
    wanted.ids.length > 0
      ? wanted.ids.some(id => scenario.id === id || scenario.id.startsWith(`${id}/`))
      : TIERS.indexOf(scenario.tier) <= TIERS.indexOf(wanted.tier),
  );
  const controls = chosen.map(scenario => scenario.control).filter(id => id !== undefined);
  return all.filter(scenario => chosen.includes(scenario) || controls.includes(scenario.id));
}

/** Each tier holds the ones before it. */
const TIERS: readonly Scenario['tier'][] = ['core', 'full', 'soak'];

function checkCatalogue(all: readonly Scenario[]): void {
  for (const scenario of all) {
    if (all.filter(other => other.id === scenario.id).length > 1) {
      throw new HarnessError('config', {
        message: `two scenarios are called "${scenario.id}"`,
        cure: 'Give one of them another id in scenarios/',
      });
    }
    const control = all.find(other => other.id === scenario.control);
    if (
      scenario.control !== undefined &&
      (control?.world.mode !== 'system-store' || !sameEndpoint(scenario, control))
    ) {
      throw new HarnessError('config', {
        message: `"${scenario.control}" is no control of "${scenario.id}"`,
        cure: 'A control is a scenario in system-store mode with the same `up`',
      });
    }
  }
}

function sameEndpoint(a: Scenario, b: Scenario): boolean {
  return a.world.up.issuer === b.world.up.issuer && a.world.up.flaw === b.world.up.flaw;
}
