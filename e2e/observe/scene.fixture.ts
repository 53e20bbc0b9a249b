import type { EdgeRequest } from '../../helpers/edge/record.ts';
import type { AgentWord } from '../../helpers/fleet/agentLog.ts';
import type { RegistrationState } from '../../helpers/fleet/cluster.ts';
import type { RegistrationOutcome } from '../../helpers/fleet/registration.ts';
import { type ClusterObject, clusterOf } from '../../helpers/kube/cluster.fixture.ts';
import type { Context } from '../../helpers/process/context.ts';
import type { Scenario } from '../../scenarios/vocabulary/index.ts';
import { makePlan } from '../plan/plan.ts';
import { openScene, type Scene } from '../play/scene.ts';
import type { RunHandle } from '../run/handle.ts';
import type { World } from '../world/world.ts';

/** The addresses under which pods of the two clusters reach the edge. */
export const NODES = { upstream: '172.20.0.2', downstream: '172.20.0.3' } as const;

/** What an observer finds. */
export interface Found {
  /** What the edge recorded, and what has come to that at the second look. */
  requests?: readonly Partial<EdgeRequest>[];
  furtherRequests?: readonly Partial<EdgeRequest>[];
  /** The objects of the two clusters, and what pods wrote, by `<namespace>/<name>`. */
  upstream?: { objects?: ClusterObject[]; logs?: Record<string, string> };
  downstream?: { objects?: ClusterObject[]; logs?: Record<string, string> };
  /** How the agent's registration ended, and how it ended when it was looked at again. */
  outcome?: Outcome;
  again?: Outcome;
  /** How long the world waits; for one look by default. */
  deadlineMs?: number;
  secretsFile?: string;
}

type Outcome = { registered?: boolean; state?: Partial<RegistrationState>; word?: Partial<AgentWord> };

/** A scenario as it is planned for one pair, in a world where this is found. */
export function sceneOf(scenario: Scenario, found: Found = {}): Scene {
  const version = '0.16.1';
  const plan = makePlan([scenario], [{ id: `${version}/${version}`, controller: version, agent: version }]);
  const [pair] = plan.pairs;
  const [phase] = pair?.phases ?? [];
  const [planned] = phase?.scenarios ?? [];
  if (pair === undefined || phase === undefined || planned === undefined)
    throw new Error('nothing is planned');
  const run = {
    plan,
    edges: { '': { container: '', alias: 'edge', address: '172.20.0.9' } },
    upstreams: Object.fromEntries(plan.upstreams.map(key => [key, { nodeAddress: NODES.upstream }])),
    downstreams: Object.fromEntries(plan.downstreams.map(key => [key, { nodeAddress: NODES.downstream }])),
    secretsFile: found.secretsFile,
  } as unknown as RunHandle;
  const upstream = clusterOf(found.upstream?.objects ?? [], found.upstream?.logs);
  const downstream = clusterOf(found.downstream?.objects ?? [], found.downstream?.logs);
  const { signal } = new AbortController();
  const defined = async () => ({
    watch: {
      upstream,
      downstream,
      cluster: { workspace: 'ws', agentNamespace: 'p1-agent' },
      deadlineMs: found.deadlineMs ?? 1,
      signal,
    },
    remove: async () => {},
  });
  const ended =
    (how: Outcome = {}) =>
    async () => ({ ...(await defined()), outcome: outcomeOf(how) });
  const world = {
    run,
    pair,
    phase,
    upstream,
    downstreams: { [plan.downstreams[0] ?? '']: downstream },
    defined,
    agent: ended(found.outcome),
    agentAtWork: ended(found.outcome),
    agentAgain: ended(found.again),
  } as unknown as World;
  const scene = openScene({ context: {} as Context, world, planned, scenarios: [scenario], signal });
  let looks = 0;
  const edgeRecord = async () => {
    looks += 1;
    const further = looks > 1 ? found.furtherRequests : undefined;
    const requests = [...(found.requests ?? []), ...(further ?? [])];
    return {
      requests: requests.map(request => ({ ...REQUEST, ...request })),
      connections: [],
      notices: [],
    };
  };
  return { ...scene, edgeRecord };
}

function outcomeOf({ registered = false, state, word }: Outcome): RegistrationOutcome {
  return {
    registered,
    state: {
      name: '',
      importMessage: '',
      lastSeen: '',
      registrations: [],
      granted: false,
      clusterNamespace: '',
      namespaceGone: false,
      ...state,
    },
    word: { refusals: 0, ...word },
  };
}

const REQUEST: EdgeRequest = {
  listener: '',
  connection: 1,
  client: NODES.downstream,
  at: 0,
  method: 'GET',
  path: '/',
  hasAuthorization: false,
  userAgent: '',
  tlsProtocol: 'TLSv1.3',
  end: { at: 0, status: 200, bytes: 1 },
};
