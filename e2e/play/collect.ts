import { join, relative } from 'node:path';
import { writeEvidence } from '../../helpers/evidence/writeEvidence.ts';
import { readAgentLog } from '../../helpers/fleet/agentLog.ts';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import type { Scene } from './scene.ts';

/** The kinds whose objects in the scenario's workspace are kept. */
const KINDS = ['Cluster', 'ClusterRegistration', 'Bundle'];

/**
 * Keeps what the witnesses of a scenario say: the agent's log, Fleet's objects of its workspace, and what the edge
 * recorded on its listeners. Never fails: what could not be collected is written down as that.
 * @returns the evidence's folder, relative to the run's results.
 */
export async function collectEvidence(scene: Scene): Promise<string> {
  const { world, scenario, agent, planned, edgeRecord } = scene;
  const { run, pair, upstream, adapter } = world;
  const { workspace } = agent;
  const folder = join(run.resultsDir, 'evidence', pair.id.replaceAll(/[/:]/g, '-'), scenario.id);
  const listeners = [agent.listener, ...(agent.down ? [agent.down] : []), ...planned.listeners];
  const ours = <T extends { listener: string }>(list: readonly T[]) =>
    list.filter(({ listener }) => listeners.includes(listener));
  writeEvidence(folder, {
    'agent.log': await attempt(async () => {
      const { watch } = await world.defined(agent);
      return readAgentLog(watch.downstream, watch.cluster.agentNamespace);
    }),
    'edge.json': await attempt(async () => {
      const { requests, connections, notices } = await edgeRecord();
      return json({ requests: ours(requests), connections: ours(connections), notices: ours(notices) });
    }),
    'fleet.json': await attempt(async () => {
      const kinds = [...KINDS, adapter.helmOpKind, ...(scene.done.gitRepos.length > 0 ? ['GitRepo'] : [])];
      const lists = kinds.map(kind => upstream.list({ apiVersion: FLEET_API, kind, namespace: workspace }));
      return json((await Promise.all(lists)).flat());
    }),
  });
  return relative(run.resultsDir, folder);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function attempt(collect: () => Promise<string>): Promise<string | Error> {
  try {
    return await collect();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
