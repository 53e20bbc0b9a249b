import type { EdgeRequest } from '../../helpers/edge/record.ts';
import type { Observation } from '../judge/judge.ts';
import type { Scene } from './scene.ts';

/** Whether every chart endpoint of the scenario served these paths. */
export async function observeServed(scene: Scene, paths: readonly string[]): Promise<Observation> {
  const served = await servedByListener(scene);
  const missing = [...served].flatMap(([listener, requests]) =>
    paths
      .filter(path => !requests.some(request => request.path === path))
      .map(path => `${path} from ${listener}`),
  );
  return {
    expected: `the edge serves ${paths.join(' and ')}`,
    met: missing.length === 0,
    saw: missing.length === 0 ? `served ${paths.join(' and ')}` : `not served: ${missing.join(', ')}`,
    witnesses: [{ source: 'edge', saw: words(served) }],
  };
}

/** Whether no chart endpoint of the scenario served anything whose path ends so. */
export async function observeServedNone(scene: Scene, suffix: string): Promise<Observation> {
  const served = await servedByListener(scene);
  const wrong = [...served.values()].flat().filter(request => request.path.endsWith(suffix));
  return {
    expected: `the edge serves nothing that ends in ${suffix}`,
    met: wrong.length === 0,
    saw:
      wrong.length === 0 ? `no ${suffix} served` : `served ${wrong.map(request => request.path).join(', ')}`,
    witnesses: [{ source: 'edge', saw: words(served) }],
  };
}

/** The requests that each chart endpoint of the scenario answered with content. */
async function servedByListener({ planned, edgeRecord }: Scene): Promise<Map<string, EdgeRequest[]>> {
  const { requests } = await edgeRecord();
  return new Map(
    Object.values(planned.charts).map(listener => [
      listener,
      requests.filter(request => request.listener === listener && request.end?.status === 200),
    ]),
  );
}

function words(served: Map<string, EdgeRequest[]>): string {
  const listed = [...served].map(
    ([listener, requests]) => `${listener}: ${requests.map(request => request.path).join(' ') || 'none'}`,
  );
  return `requests answered: ${listed.join('; ')}`;
}
