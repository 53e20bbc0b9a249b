import { setTimeout as delay } from 'node:timers/promises';
import { FLEET_NAMESPACE } from '../../helpers/fleet/places.ts';
import type { KubeClient } from '../../helpers/kube/client.ts';
import { deploymentTroubles, nodeTroubles, podTroubles } from '../../helpers/kube/troubles.ts';
import { asHarnessError } from '../../helpers/process/errors.ts';
import { run } from '../../helpers/process/run.ts';
import { agentNamespaceOf } from '../world/agents.ts';
import type { Scene } from './scene.ts';

/** How long a look at one of the scenario's places may take. */
const LOOK_MS = 20_000;

/**
 * What is amiss with the machine that a scenario is played on, in words: what a verdict that is none has to name beside what
 * was awaited in vain. Never fails: what does not answer is amiss.
 * @param since when the scenario began, milliseconds since the epoch.
 */
export async function troublesOf(scene: Scene, since: number): Promise<string[]> {
  const { world, agent } = scene;
  const downstream = world.downstreams[agent.downstream];
  const looks = [
    look('the upstream', () => ofCluster(world.upstream, FLEET_NAMESPACE)),
    ...(downstream === undefined
      ? []
      : [look(`downstream ${agent.downstream}`, () => ofCluster(downstream, agentNamespaceOf(agent)))]),
    look('the edge', () => ofEdges(scene, since)),
  ];
  return (await Promise.all(looks)).flat();
}

async function look(where: string, at: () => Promise<string[]>): Promise<string[]> {
  const silence = delay(LOOK_MS, [`no answer within ${LOOK_MS / 1000} s`], { ref: false });
  const failed = (error: unknown) => [asHarnessError(error).message];
  const seen = await Promise.race([at().catch(failed), silence]);
  return seen.map(words => `${where}: ${words}`);
}

async function ofCluster(client: KubeClient, namespace: string): Promise<string[]> {
  const dns = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'coredns', namespace: 'kube-system' };
  const [nodes, pods, resolver] = await Promise.all([
    client.list({ apiVersion: 'v1', kind: 'Node' }),
    client.list({ apiVersion: 'v1', kind: 'Pod', namespace }),
    client.get(dns),
  ]);
  return [
    ...nodes.flatMap(nodeTroubles),
    ...pods.flatMap(podTroubles),
    ...(resolver === undefined ? [] : deploymentTroubles(resolver)),
  ];
}

async function ofEdges({ world, edgeRecord, signal }: Scene, since: number): Promise<string[]> {
  const containers = Object.values(world.run.edges).map(({ container }) => container);
  const format = ['--format', '{{.Name}} {{.State.Status}}'];
  const { stdout } = await run('docker', ['inspect', ...format, ...containers], { signal, accept: [1] });
  const down = stdout.split('\n').filter(line => line !== '' && !line.endsWith(' running'));
  if (down.length > 0) return down.map(line => `container ${line.replace(/^\//, '')}`);
  const { requests } = await edgeRecord();
  return refusalsIn(requests.filter(({ at }) => at >= since));
}

/** How often a server said that it cannot answer just now, by the status. */
export function refusalsIn(requests: readonly { end?: { status: number } }[]): string[] {
  const statuses = requests.flatMap(({ end }) => end?.status ?? []).filter(one => one === 429 || one >= 500);
  return [...new Set(statuses)].map(
    status => `${statuses.filter(one => one === status).length} requests answered with ${status}`,
  );
}
