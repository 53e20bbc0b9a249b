import pLimit from 'p-limit';
import type { FleetAdapter } from '../../helpers/fleet/adapters/adapter.ts';
import { awaitRegistration, type RegistrationOutcome } from '../../helpers/fleet/registration.ts';
import type { KubeClient } from '../../helpers/kube/client.ts';
import type { Context } from '../../helpers/process/context.ts';
import type { PlannedAgent, PlannedPair, PlannedPhase } from '../plan/plan.ts';
import type { RunHandle } from '../run/handle.ts';
import { type DefinedAgent, defineAgent } from './agents.ts';
import type { Site } from './site.ts';

/** How many agents may be on their way at once: more of them only wait for each other. */
const REGISTRATIONS_AT_ONCE = 8;

/** What the scenarios of one pair and phase share: two clusters, the edge, Fleet installed, the agents that are there. */
export interface World {
  run: RunHandle;
  pair: PlannedPair;
  phase: PlannedPhase;
  /** Of the controller that runs now. */
  readonly adapter: FleetAdapter;
  upstream: KubeClient;
  /** By the plan's key. */
  downstreams: Record<string, KubeClient>;
  /** The cluster with the controller, for what changes it. */
  site: Site;
  /** Has the agent's cluster defined, once for all who ask. */
  defined(planned: PlannedAgent): Promise<DefinedAgent>;
  /** Has the agent registered, once for all who ask, and gives how that ended. */
  agent(planned: PlannedAgent): Promise<WorldAgent>;
  /**
   * Has the agent registered for those who deploy with it. Where Fleet lost the cluster's namespace on the way
   * (rancher/fleet#4736), which nothing brings back, a second cluster takes its place: what is asked of deployments would
   * have no answer otherwise. The loss itself is what `agent` tells.
   */
  agentAtWork(planned: PlannedAgent): Promise<WorldAgent>;
  /** Has the agent registered after a change that may mend what it was refused for: how that ends is what counts then. */
  agentAgain(planned: PlannedAgent): Promise<WorldAgent>;
  /** One of the agent's scenarios needs it no more; with the last of them the agent goes. */
  leave(planned: PlannedAgent, scenario: string): Promise<void>;
  /**
   * What a scenario made stays, to be looked at, for as long as it can: until the world ends, or an agent that comes by
   * itself needs the room of this one.
   */
  leaveStanding(planned: PlannedAgent, cleanUp: () => Promise<void>): void;
  /** Ends the world: all agents that are left go. */
  end(): Promise<void>;
}

/** An agent whose registration has ended one way or the other. */
export interface WorldAgent extends DefinedAgent {
  outcome: RegistrationOutcome;
  /** Of the second cluster, where there is one. */
  secondOutcome?: RegistrationOutcome;
  /** Why the cluster before this one never got to register, where one was lost. */
  lostBefore?: string;
}

/** What a scenario that is to be looked at made. */
interface Standing {
  planned: PlannedAgent;
  cleanUp: () => Promise<void>;
}

interface Resident {
  defined: Promise<DefinedAgent>;
  registered?: Promise<WorldAgent>;
  /** The one that is registered, or the one in its place. */
  atWork?: Promise<WorldAgent>;
  /** The scenarios that need it no more. */
  left: Set<string>;
}

/** Opens a world whose controller is installed; agents come when they are asked for. */
export function openWorld(
  context: Context,
  parts: Pick<World, 'run' | 'pair' | 'phase' | 'upstream' | 'downstreams' | 'site'>,
): World {
  const residents = new Map<string, Resident>();
  const entrance = pLimit(REGISTRATIONS_AT_ONCE);
  let standing: Standing[] = [];
  const cleanUp = async (isMeant: (one: PlannedAgent) => boolean): Promise<void> => {
    const going = standing.filter(({ planned }) => isMeant(planned));
    standing = standing.filter(one => !going.includes(one));
    for (const { cleanUp } of going) await cleanUp();
  };
  const residentOf = (planned: PlannedAgent): Resident => {
    const known = residents.get(planned.name);
    if (known !== undefined) return known;
    const resident: Resident = {
      defined: entrance(async () => {
        await cleanUp(other => needsRoomOf(planned, other));
        return defineAgent({ context, ...parts }, planned);
      }),
      left: new Set(),
    };
    residents.set(planned.name, resident);
    return resident;
  };
  const registeredOf = (resident: Resident): Promise<WorldAgent> => {
    resident.registered ??= entrance(() => register(resident.defined));
    return resident.registered;
  };
  const replaceLost = async (planned: PlannedAgent, resident: Resident): Promise<WorldAgent> => {
    const first = await registeredOf(resident);
    const lostBefore = lossOf(first);
    if (lostBefore === undefined || planned.world.registration !== 'managed') return first;
    return entrance(async () => {
      await first.remove();
      resident.defined = defineAgent({ context, ...parts }, planned, { cluster: `${planned.name}-again` });
      return { ...(await register(resident.defined)), lostBefore };
    });
  };
  const remove = async (name: string, { defined }: Resident): Promise<void> => {
    residents.delete(name);
    await (await defined).remove();
  };
  return {
    ...parts,
    get adapter() {
      return parts.site.adapter();
    },
    defined: planned => residentOf(planned).defined,
    agent: planned => {
      return registeredOf(residentOf(planned));
    },
    agentAtWork: planned => {
      const resident = residentOf(planned);
      resident.atWork ??= replaceLost(planned, resident);
      return resident.atWork;
    },
    agentAgain: planned => {
      const resident = residentOf(planned);
      resident.registered = register(resident.defined, { patient: true });
      delete resident.atWork;
      return resident.registered;
    },
    leave: async (planned, scenario) => {
      const resident = residents.get(planned.name);
      resident?.left.add(scenario);
      if (resident?.left.size === planned.users) await remove(planned.name, resident);
    },
    leaveStanding: (planned, cleanUp) => {
      standing.push({ planned, cleanUp });
    },
    end: async () => {
      await cleanUp(() => true);
      await Promise.all([...residents].map(([name, resident]) => remove(name, resident)));
    },
  };
}

/** A downstream has room for one agent that came by itself. */
export function needsRoomOf(coming: PlannedAgent, other: PlannedAgent): boolean {
  const both = [coming, other];
  return (
    both.every(({ world }) => world.registration === 'agent-initiated') &&
    coming.downstream === other.downstream
  );
}

/** Why a registration can never come about: Fleet removed the namespace that it had made for the cluster. */
export function lossOf({
  outcome,
  secondOutcome,
}: Pick<WorldAgent, 'outcome' | 'secondOutcome'>): string | undefined {
  const lost = [outcome, secondOutcome].find(one => one?.registered === false && one.state.namespaceGone);
  return lost?.word.refusal;
}

async function register(
  defining: Promise<DefinedAgent>,
  how: { patient?: boolean } = {},
): Promise<WorldAgent> {
  const defined = await defining;
  const [outcome, secondOutcome] = await Promise.all([
    awaitRegistration(defined.watch, how),
    defined.second && awaitRegistration(defined.second, how),
  ]);
  return { ...defined, outcome, ...(secondOutcome && { secondOutcome }) };
}
