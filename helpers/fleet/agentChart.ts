import type { KubeClient } from '../kube/client.ts';
import { waitFor } from '../kube/wait.ts';
import type { Context } from '../process/context.ts';
import { adapterFor } from './adapters/choose.ts';
import { SHORT_LEASES } from './adapters/leases.ts';
import { helmUninstall, helmUpgrade } from './helm.ts';
import { imageValues } from './install.ts';
import { FLEET_NAMESPACE } from './places.ts';
import type { Release } from './release.ts';

/** The release name that the fleet-agent chart insists on. */
const RELEASE_NAME = 'fleet-agent';

/** An agent that registers by itself. */
export interface AgentRequest {
  /** The helm binary. */
  helm: string;
  /** The downstream cluster's kubeconfig file. */
  kubeconfig: string;
  /** Charts and version of the agent. */
  release: Release;
  /** The image reference as the nodes have it. */
  image: string;
  /** What Fleet made of the registration token, and the token's name. Secret. */
  token: { name: string; values: Record<string, unknown> };
  /** Its name for itself; agents of one downstream that share it are taken for one. */
  clientID: string;
  /** `agentTLSMode`, as it is written into the values. */
  mode: string;
  /** The upstream API server as the agent reaches it. */
  apiServerURL: string;
  /** The CA that the agent is given, PEM; none when absent. */
  apiServerCA?: string;
}

/**
 * Installs the fleet-agent chart, or upgrades it. Its ClusterRole has a fixed name, so a downstream has room for one
 * such agent at a time (Fleet 0.12-0.16).
 * @throws HarnessError `install-failed`
 */
export async function installAgent(context: Context, request: AgentRequest): Promise<void> {
  const { helm, kubeconfig, release, clientID } = request;
  await helmUpgrade(context, {
    ...{ helm, kubeconfig, name: RELEASE_NAME, namespace: FLEET_NAMESPACE, chart: release.charts.agent },
    values: agentValues(request),
    file: `${clientID}-fleet-agent`,
    // Whether it comes up is what the registration shows.
    wait: false,
  });
}

/** The chart values of an agent: those of the token, with what the scenario varies. */
export function agentValues(request: AgentRequest): Record<string, unknown> {
  const { token, release } = request;
  return {
    ...token.values,
    ...adapterFor(release.version).agentValues(token),
    image: imageValues(request.image),
    clientID: request.clientID,
    agentTLSMode: request.mode,
    apiServerURL: request.apiServerURL,
    apiServerCA: request.apiServerCA ?? '',
    garbageCollectionInterval: '15s',
    leaderElection: SHORT_LEASES,
    debug: true,
    debugLevel: 1,
    ...release.values,
  };
}

/** The cluster roles of the chart's agent, and of the one that its upstream puts in its place. */
export const AGENT_ROLE_NAME = /^(fleet-agent-system|cattle-fleet-system)-fleet-agent-role/;

const GONE_DEADLINE_MS = 120_000;

/**
 * Takes the agent out of the downstream, with all that it and its upstream put there, so that the next one finds
 * nothing of it.
 * @throws HarnessError `wait-expired` when something stays.
 */
export async function removeAgent(
  context: Context,
  request: Pick<AgentRequest, 'helm' | 'kubeconfig'> & { downstream: KubeClient },
): Promise<void> {
  const { helm, kubeconfig, downstream } = request;
  await helmUninstall(context, { helm, kubeconfig, name: RELEASE_NAME, namespace: FLEET_NAMESPACE });
  // A registered agent's upstream has put a release of its own in the place of the chart's.
  const roles = ['ClusterRole', 'ClusterRoleBinding'].map(kind => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
  }));
  const ofAgent = async () =>
    (
      await Promise.all(
        roles.map(async kind => (await downstream.list(kind)).map(object => ({ kind, object }))),
      )
    )
      .flat()
      .filter(({ object }) => AGENT_ROLE_NAME.test(object.metadata.name));
  for (const { kind, object } of await ofAgent()) {
    await downstream.remove({ ...kind, name: object.metadata.name });
  }
  const namespace = { apiVersion: 'v1', kind: 'Namespace', name: FLEET_NAMESPACE };
  await downstream.remove(namespace);
  await waitFor(
    { what: 'the end of the fleet-agent', deadlineMs: GONE_DEADLINE_MS, signal: context.signal },
    async () => {
      const [left, roles] = await Promise.all([downstream.get(namespace), ofAgent()]);
      if (left === undefined && roles.length === 0) return { done: true, value: undefined };
      return { done: false, saw: `${left ? 'its namespace' : 'no namespace'} and ${roles.length} roles` };
    },
  );
}
