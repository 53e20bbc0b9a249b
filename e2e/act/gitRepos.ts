import { stringify } from 'yaml';
import { PROBE_CHART, probeConfigMapOf } from '../../helpers/edge/charts.ts';
import { seedRepository } from '../../helpers/edge/repositories.ts';
import { gitRepoObjects } from '../../helpers/fleet/gitRepo.ts';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { GitRepoAct, GivenCa, ListenerSpec } from '../../scenarios/vocabulary/index.ts';
import { nameIn, type Scene } from '../play/scene.ts';
import { givenCaPem } from '../world/trust.ts';

/** Creates the GitRepos of a step, each of a repository of its own on the run's git server. */
export async function createGitRepos(scene: Scene, acts: readonly GitRepoAct[]): Promise<void> {
  for (const act of acts) await createGitRepo(scene, act);
}

async function createGitRepo(scene: Scene, act: GitRepoAct): Promise<void> {
  const { world, agent, done, signal } = scene;
  const name = nameIn(scene, act.name);
  const { outcome } = await scene.registered();
  await seedRepository(gitServer(scene), name, filesOf(scene, act, name), signal);
  done.gitRepos.push(name);
  const caBundle = given(scene, act.trust ?? 'none', act.git);
  const objects = gitRepoObjects(world.adapter, {
    name,
    workspace: agent.workspace,
    clusterName: outcome.state.name,
    repo: `${scene.endpoint(act.git).url}/${name}.git`,
    branch: 'main',
    ...(caBundle !== undefined && { caBundle }),
    ...(act.chart && {
      charts: { url: scene.endpoint(act.chart.at).url, ...cacerts(scene, act.chart) },
    }),
    ...(act.storage && {
      storage: {
        reference: `${scene.endpoint(act.storage.at).host}/bundles`,
        ...cacerts(scene, act.storage),
      },
    }),
  });
  for (const object of objects) await world.upstream.apply(object);
}

/** A bundle that brings the probe's object itself, or names the probe chart. */
function filesOf(scene: Scene, { chart }: GitRepoAct, name: string): Record<string, string> {
  if (chart !== undefined) {
    const { name: chartName, version } = PROBE_CHART;
    const helm = { repo: scene.endpoint(chart.at).url, chart: chartName, version, releaseName: name };
    return { 'bundle/fleet.yaml': stringify({ namespace: name, helm }) };
  }
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: probeConfigMapOf(name) },
    data: { chart: `${PROBE_CHART.name}-${PROBE_CHART.version}` },
  };
  return {
    'bundle/fleet.yaml': stringify({ namespace: name }),
    'bundle/configmap.yaml': stringify(object),
  };
}

function given(scene: Scene, ca: GivenCa, at: ListenerSpec): string | undefined {
  return givenCaPem(scene.world.run, ca, scene.endpoint(at).planned.name);
}

function cacerts(scene: Scene, { at, trust }: { at: ListenerSpec; trust: GivenCa }): { cacerts?: string } {
  const pem = given(scene, trust, at);
  return pem === undefined ? {} : { cacerts: pem };
}

function gitServer({ world }: Scene): string {
  if (world.run.git !== undefined) return world.run.git;
  throw new HarnessError('internal', {
    message: 'the run has no git server',
    cure: 'This is a defect of fleet-tls-e2e: please report it',
  });
}

/** Takes the scenario's GitRepos away again. */
export async function removeGitRepos({ world, agent, done }: Scene): Promise<void> {
  const kind = { apiVersion: FLEET_API, kind: 'GitRepo', namespace: agent.workspace };
  await Promise.all(done.gitRepos.map(name => world.upstream.remove({ ...kind, name })));
}
