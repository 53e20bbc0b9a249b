import { PROBE_CHART } from '../../helpers/edge/charts.ts';
import { FLEET_API } from '../../helpers/fleet/cluster.ts';
import { awaitDeployment, type DeploymentOutcome } from '../../helpers/fleet/deployment.ts';
import { helmOpObjects } from '../../helpers/fleet/helmOp.ts';
import type { HelmOpAct } from '../../scenarios/vocabulary.ts';
import type { Observation } from '../judge/judge.ts';
import { endpointUrl, type WorldAgent } from '../world/world.ts';
import type { Scene } from './scene.ts';

/** How long a HelmOp may take to deploy or to fail. */
const DEPLOY_DEADLINE_MS = 180_000;

/** How long an error has to stand: Fleet tries again several times within it. */
const SETTLE_MS = 10_000;

/** A HelmOp that was created, and how it ended. */
export interface TriedHelmOp {
  act: HelmOpAct;
  outcome: DeploymentOutcome;
}

/** Creates the scenario's HelmOps, all at once, and waits until each has ended one way or the other. */
export async function tryHelmOps(scene: Scene): Promise<TriedHelmOp[]> {
  const agent = await scene.world.agent(scene.agent);
  if (!agent.outcome.registered) return [];
  return Promise.all(
    (scene.scenario.helmOps ?? []).map(async act => ({ act, outcome: await tryHelmOp(scene, agent, act) })),
  );
}

async function tryHelmOp(scene: Scene, agent: WorldAgent, act: HelmOpAct): Promise<DeploymentOutcome> {
  const { world, planned, signal } = scene;
  const name = helmOpName(scene, act);
  const endpoint = endpointUrl(world.run, planned.charts[act.name] ?? '');
  const { name: clusterName, workspace } = agent.cluster;
  const objects = helmOpObjects(world.adapter, {
    name,
    workspace,
    clusterName,
    namespace: name,
    chart:
      act.form === 'tarball'
        ? { tarball: `${endpoint}/${PROBE_CHART.archive}` }
        : { repo: endpoint, name: PROBE_CHART.name, version: PROBE_CHART.version },
    ...(act.trust !== undefined && { cacerts: world.run.authorities[act.trust] }),
    insecureSkipTLSVerify: act.skipTls ?? false,
  });
  for (const object of objects) await world.upstream.apply(object);
  return awaitDeployment({
    upstream: world.upstream,
    downstream: world.downstream,
    adapter: world.adapter,
    helmOp: { name, workspace, namespace: name, clusterNamespace: agent.outcome.state.clusterNamespace },
    deadlineMs: DEPLOY_DEADLINE_MS,
    settleMs: SETTLE_MS,
    signal,
  });
}

/** Unique in the run, since pairs share a downstream: `p1-op-index-public-index`. */
export function helmOpName({ world, scenario }: Scene, act: HelmOpAct): string {
  return `${world.pair.key}-${scenario.id.replace('/', '-')}-${act.name}`;
}

/** Whether each HelmOp deployed. */
export function observeDeploys(tried: readonly TriedHelmOp[]): Observation[] {
  return tried.map(({ act, outcome }) => {
    const { state, object } = outcome;
    return {
      expected: `HelmOp ${act.name} deploys`,
      met: state.deployed && object !== undefined,
      saw: state.deployed ? `deployed ${object}` : state.agentError || state.shown,
      witnesses: [{ source: 'kubernetes', saw: wordsOf({ act, outcome }) }],
    };
  });
}

/** Whether each HelmOp was refused for this reason, says so itself, and left nothing downstream. */
export function observeChartRefusal(tried: readonly TriedHelmOp[], reason: RegExp): Observation[] {
  return tried.flatMap(({ act, outcome }) => {
    const { state, object } = outcome;
    const message = state.agentError || state.shown;
    const witnesses: Observation['witnesses'] = [{ source: 'kubernetes', saw: wordsOf({ act, outcome }) }];
    return [
      {
        expected: `HelmOp ${act.name} is refused: ${reason.source}`,
        met: !state.deployed && reason.test(message),
        saw: state.deployed ? 'it was deployed' : message,
        witnesses,
      },
      {
        expected: `the reason stands on HelmOp ${act.name} itself`,
        met: reason.test(state.shown),
        saw: state.shown || 'no error on the HelmOp',
        witnesses: [],
      },
      {
        expected: `nothing of HelmOp ${act.name} is there downstream`,
        met: object === undefined,
        saw: object ?? 'nothing',
        witnesses: [],
      },
    ];
  });
}

function wordsOf({ act, outcome: { state, object } }: TriedHelmOp): string {
  const what = state.deployed ? 'deployed' : state.agentError || state.shown || 'not deployed';
  return `HelmOp ${act.name}: ${what}; Ready=${state.ready || 'unset'}; ${object ?? 'nothing'} downstream`;
}

/** Takes the scenario's HelmOps away again. */
export async function removeHelmOps(scene: Scene): Promise<void> {
  for (const act of scene.scenario.helmOps ?? []) {
    await scene.world.upstream.remove({
      apiVersion: FLEET_API,
      kind: scene.world.adapter.helmOpKind,
      name: helmOpName(scene, act),
      namespace: scene.agent.name,
    });
  }
}
