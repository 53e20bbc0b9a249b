import type { EdgeRequest } from '../../helpers/edge/record.ts';
import type { ListenerSpec } from '../../scenarios/vocabulary/index.ts';
import type { Observation } from '../judge/judge.ts';
import { elsewhereOf } from '../plan/plan.ts';
import type { Scene } from '../play/scene.ts';

/** Whose requests count: pod traffic reaches the edge under the address of its node. */
type Client = 'agent' | 'controller';

/** Whether every chart endpoint of the scenario served these paths to one of the two clusters. */
export async function observeServed(
  scene: Scene,
  { paths, to }: { paths: readonly string[]; to: Client },
): Promise<Observation> {
  const served = await servedByListener(scene, to);
  const missing = [...served].flatMap(([listener, requests]) =>
    paths
      .filter(path => !requests.some(request => request.path.endsWith(path)))
      .map(path => `${path} from ${listener}`),
  );
  const wanted = `${paths.join(' and ')} to the ${to}`;
  return {
    expected: `the edge serves ${wanted}`,
    met: missing.length === 0,
    saw: missing.length === 0 ? `served ${wanted}` : `not served to the ${to}: ${missing.join(', ')}`,
    witnesses: [{ source: 'edge', saw: words(served) }],
  };
}

/** Whether no chart endpoint of the scenario served anything whose path ends so. */
export async function observeServedNone(
  scene: Scene,
  { suffix, to }: { suffix: string; to?: Client },
): Promise<Observation> {
  const served = await servedByListener(scene, to);
  const wrong = [...served.values()].flat().filter(request => request.path.endsWith(suffix));
  const whom = to === undefined ? '' : ` to the ${to}`;
  return {
    expected: `the edge serves nothing that ends in ${suffix}${whom}`,
    met: wrong.length === 0,
    saw:
      wrong.length === 0
        ? `no ${suffix} served${whom}`
        : `served${whom} ${wrong.map(request => request.path).join(', ')}`,
    witnesses: [{ source: 'edge', saw: words(served) }],
  };
}

/** Whether every HelmOp fetched its archive: as many were served as there are HelmOps, or more. */
export async function observeServedEach(scene: Scene, suffix: string): Promise<Observation> {
  const served = await servedByListener(scene, 'agent');
  const archives = [...served.values()].flat().filter(request => request.path.endsWith(suffix));
  const wanted = scene.done.helmOps.length;
  return {
    expected: `the edge serves ${wanted} times what ends in ${suffix}`,
    met: archives.length >= wanted,
    saw: `served ${archives.length} times ${suffix} for ${wanted} HelmOps`,
    witnesses: [{ source: 'edge', saw: `${archives.length} requests for ${suffix} answered` }],
  };
}

/** Whether the other host of an endpoint was asked, and got no credential. */
export async function observeNoCredentialElsewhere(scene: Scene, from: ListenerSpec): Promise<Observation> {
  const { planned } = scene.endpoint(from);
  const { requests } = await scene.edgeRecord();
  const there = requests.filter(request => request.listener === elsewhereOf(planned.name));
  const bearing = there.filter(request => request.hasAuthorization);
  const met = there.length > 0 && bearing.length === 0;
  return {
    expected: 'the other host is asked without a credential',
    met,
    saw:
      there.length === 0
        ? 'the other host was not asked'
        : `${bearing.length} of ${there.length} requests to the other host bear a credential`,
    witnesses: [
      { source: 'edge', saw: `other host: ${there.map(({ path }) => path).join(' ') || 'no request'}` },
    ],
  };
}

/** The requests that each endpoint of the scenario's acts answered with content. */
async function servedByListener(scene: Scene, to?: Client): Promise<Map<string, EdgeRequest[]>> {
  const { planned, world } = scene;
  const { downstreams, upstreams } = world.run;
  const node = to === 'agent' ? downstreams[scene.agent.downstream] : upstreams[world.pair.upstream];
  const { requests } = await scene.edgeRecord();
  return new Map(
    planned.listeners.map(listener => [
      listener,
      requests.filter(
        request =>
          request.listener === listener &&
          request.end?.status === 200 &&
          (to === undefined || request.client === node?.nodeAddress),
      ),
    ]),
  );
}

function words(served: Map<string, EdgeRequest[]>): string {
  const listed = [...served].map(
    ([listener, requests]) => `${listener}: ${requests.map(request => request.path).join(' ') || 'none'}`,
  );
  return `requests answered: ${listed.join('; ')}`;
}
