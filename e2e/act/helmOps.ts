import { PROBE_CHART, probeArchiveName } from '../../helpers/edge/charts.ts';
import {
  type HelmOpRequest,
  type HelmOpSecret,
  helmOpObjects,
  secretObject,
} from '../../helpers/fleet/helmOp.ts';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import type { GivenCa, HelmOpAct } from '../../scenarios/vocabulary/index.ts';
import { nameIn, type Scene } from '../play/scene.ts';
import { secretsOf } from '../run/secrets.ts';
import { givenCaPem } from '../world/trust.ts';

/** How often a HelmOp that polls looks for a new version. */
const POLLING_SECONDS = 5;

/** Creates the HelmOps of a step, all at once. */
export async function createHelmOps(scene: Scene, acts: readonly HelmOpAct[], step: number): Promise<void> {
  const { world, done } = scene;
  const created = acts.flatMap(act => namesOf(scene, act).map(name => ({ name, act, step })));
  const requests = await Promise.all(created.map(({ name, act }) => requestOf(scene, act, name)));
  done.helmOps.push(...created);
  await Promise.all(
    requests.map(async request => {
      for (const object of helmOpObjects(world.adapter, request)) await world.upstream.apply(object);
    }),
  );
}

function namesOf(scene: Scene, { name, copies = 1 }: HelmOpAct): string[] {
  if (copies === 1) return [nameIn(scene, name)];
  return Array.from({ length: copies }, (_, index) => nameIn(scene, `${name}-${index + 1}`));
}

async function requestOf(scene: Scene, act: HelmOpAct, name: string): Promise<HelmOpRequest> {
  const { agent } = scene;
  const { outcome, secondOutcome } = await scene.registered();
  const secret = secretOf(scene, act);
  const clusters = act.twoTargets && secondOutcome ? [outcome, secondOutcome] : [outcome];
  return {
    name,
    workspace: agent.workspace,
    targets: clusters.map(({ state }, index) => ({
      clusterName: state.name,
      namespace: targetNamespace(name, index),
    })),
    chart: chartOf(scene, act),
    ...(secret && { secret }),
    insecureSkipTLSVerify: act.skipTls ?? false,
    ...(act.polls && { pollingSeconds: POLLING_SECONDS }),
  };
}

/** The downstream namespace that a HelmOp's chart goes to, for each of its clusters another. */
export function targetNamespace(helmOp: string, cluster = 0): string {
  return cluster === 0 ? helmOp : `${helmOp}-${cluster + 1}`;
}

function chartOf(scene: Scene, act: HelmOpAct): HelmOpRequest['chart'] {
  const { url, host, planned } = scene.endpoint(act.charts);
  const base = `${url}${planned.spec.path ?? ''}`;
  const version = act.version ?? PROBE_CHART.version;
  switch (act.form) {
    case 'tarball':
      return { tarball: `${base}/${probeArchiveName(version)}` };
    case 'index':
      return { repo: base, name: PROBE_CHART.name, version };
    case 'oci':
      return { reference: `oci://${host}/${PROBE_CHART.name}`, version };
  }
}

function secretOf(scene: Scene, act: HelmOpAct): HelmOpSecret | undefined {
  const { trust = 'none', password, plainHttp } = act;
  if (trust === 'none' && password === undefined && plainHttp === undefined) return undefined;
  const cacerts = givenCaPem(scene.world.run, trust, scene.endpoint(act.charts).planned.name);
  const { endpointUser, endpointPassword } = secretsOf(scene.world.run);
  return {
    ...(cacerts !== undefined && { cacerts }),
    ...(password !== undefined && {
      credentials: {
        user: endpointUser,
        password: password === 'right' ? endpointPassword : `not-${endpointPassword}`,
      },
    }),
    ...(plainHttp && { basicHTTP: true }),
  };
}

/** Gives a HelmOp's secret another CA. */
export async function changeSecretTrust(scene: Scene, of: string, trust: GivenCa): Promise<void> {
  const { world, agent, done } = scene;
  for (const { name, act } of done.helmOps.filter(helmOp => helmOp.act.name === of)) {
    const secret = secretOf(scene, { ...act, trust });
    if (secret) await world.upstream.apply(secretObject(name, agent.workspace, secret));
  }
}

/** Takes the scenario's HelmOps away again. */
export async function removeHelmOps({ world, agent, done }: Scene): Promise<void> {
  const kind = { apiVersion: FLEET_API, kind: world.adapter.helmOpKind, namespace: agent.workspace };
  await Promise.all(done.helmOps.map(({ name }) => world.upstream.remove({ ...kind, name })));
}
