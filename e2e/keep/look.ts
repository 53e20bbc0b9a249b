import { adapterFor } from '../../helpers/fleet/adapters/choose.ts';
import { FLEET_NAMESPACE } from '../../helpers/fleet/places.ts';
import type { AuthorityName, Scenario } from '../../scenarios/vocabulary/index.ts';
import { stepsOf } from '../plan/listeners.ts';
import type { PlannedAgent, PlannedListener, PlannedPair, PlannedScenario } from '../plan/plan.ts';
import { nameIn } from '../play/scene.ts';
import { curlFiles } from '../run/curlFiles.ts';
import type { ClusterHandle, RunHandle } from '../run/handle.ts';
import { agentNamespaceOf } from '../world/agents.ts';
import { endpointOf } from '../world/endpoints.ts';

/** A world that is looked at, and the kubectl to look with. */
export interface Looked {
  handle: RunHandle;
  kubectl: string;
}

/** A scenario of a pair in its world. */
export interface PlacedScenario {
  pair: PlannedPair;
  planned: PlannedScenario;
  agent: PlannedAgent;
  scenario: Scenario;
}

/** The line that has kubectl know all clusters of the world. */
export function kubeconfigLine({ handle }: Pick<Looked, 'handle'>): string {
  const clusters = [...Object.values(handle.upstreams), ...Object.values(handle.downstreams)];
  return `export KUBECONFIG=${clusters.map(({ kubeconfig }) => quoted(kubeconfig)).join(':')}`;
}

/** The lines by which the objects and the logs of Fleet as it is installed are seen, for each upstream. */
export function controllerLines({ handle, kubectl }: Looked): string[] {
  return Object.values(handle.upstreams).map(
    upstream => `${on(kubectl, upstream)} --namespace ${FLEET_NAMESPACE} get deployments,pods`,
  );
}

/** The lines by which what a scenario made is seen: its objects, its agent's log, its endpoints as its clients see them. */
export function scenarioLines(looked: Looked, placed: PlacedScenario): string[] {
  const { handle, kubectl } = looked;
  const { pair, agent, planned } = placed;
  const upstream = handle.upstreams[pair.upstream] as ClusterHandle;
  const local = agent.world.registration === 'local';
  const itsCluster = local ? upstream : (handle.downstreams[agent.downstream] as ClusterHandle);
  const kinds = ['clusters', 'clusterregistrations', ...kindsOf(placed)].map(
    kind => `${kind}.fleet.cattle.io`,
  );
  return [
    `${on(kubectl, upstream)} --namespace ${agent.workspace} get ${kinds.join(',')} --output yaml`,
    `${on(kubectl, itsCluster)} --namespace ${agentNamespaceOf(agent)} logs deployment/fleet-agent`,
    ...[agent.listener, ...(agent.down ? [agent.down] : []), ...planned.listeners].map(name =>
      curlLine(handle, name, placed),
    ),
  ];
}

/** The line by which an endpoint is called with the CA that issued its certificate, as from the docker network. */
export function curlLine(
  handle: RunHandle,
  listener: string,
  placed: Pick<PlacedScenario, 'pair' | 'scenario'>,
): string {
  const { planned, edge, url, host } = endpointOf(handle, listener);
  const files = curlFiles(handle);
  const root = rootOf(planned);
  const options = [
    ...(root === undefined ? [] : ['--cacert', quoted(files.ca(root))]),
    ...(planned.spec.asksPassword ? ['--config', quoted(files.user)] : []),
    ...['--resolve', `${host}:${edge.address}`],
  ];
  return `curl ${options.join(' ')} ${quoted(`${url}${pathOf(planned, placed)}`)}`;
}

/** Whose certificate a client has to trust: the intermediate comes with what the server sends. */
function rootOf({ spec: { issuer } }: PlannedListener): AuthorityName | undefined {
  if (issuer === 'nobody') return undefined;
  return issuer === 'intermediate' ? 'private' : issuer;
}

function pathOf(
  { spec, serves }: PlannedListener,
  { pair, scenario }: Pick<PlacedScenario, 'pair' | 'scenario'>,
): string {
  if (!('acts' in serves)) return 'elsewhere' in serves ? '/' : '/version';
  switch (serves.acts) {
    case 'charts':
      return `${spec.path ?? ''}/index.yaml`;
    case 'registry':
      return '/v2/_catalog';
    case 'git': {
      const [act] = stepsOf(scenario).flatMap(({ gitRepos = [] }) => gitRepos);
      return `/${nameIn({ world: { pair }, scenario }, act?.name ?? '')}.git/info/refs?service=git-upload-pack`;
    }
  }
}

function kindsOf({ pair, scenario }: PlacedScenario): string[] {
  const steps = stepsOf(scenario);
  const helmOps = steps.some(({ helmOps = [] }) => helmOps.length > 0);
  const gitRepos = steps.some(({ gitRepos = [] }) => gitRepos.length > 0);
  return [
    ...(helmOps ? [`${adapterFor(pair.controller).helmOpKind.toLowerCase()}s`] : []),
    ...(gitRepos ? ['gitrepos'] : []),
    ...(helmOps || gitRepos ? ['bundles'] : []),
  ];
}

/** kubectl for one of the world's clusters, by the context that kind gave it. */
function on(kubectl: string, { name }: ClusterHandle): string {
  return `${quoted(kubectl)} --context kind-${name}`;
}

/** A word of a shell's command line. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
