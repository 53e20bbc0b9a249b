import { join, relative } from 'node:path';
import { writeEvidence } from '../helpers/evidence/writeEvidence.ts';
import { readAgentLog } from '../helpers/fleet/agentLog.ts';
import { FLEET_API } from '../helpers/fleet/cluster.ts';
import type { Scene } from './observe/scene.ts';
import { clusterOf } from './world/world.ts';

/** The kinds whose objects in the scenario's workspace are kept. */
const KINDS = ['Cluster', 'ClusterRegistration', 'Bundle'];

/**
 * Keeps what the witnesses of a scenario say: the agent's log, Fleet's objects of its workspace, and what the edge
 * recorded on its listeners. Never fails: what could not be collected is written down as that.
 * @returns the evidence's folder, relative to the run's results.
 */
export async function collectEvidence({
  world,
  scenario,
  agent,
  planned,
  edgeRecord,
}: Scene): Promise<string> {
  const { run, pair, upstream, downstream, adapter } = world;
  const { workspace, agentNamespace } = clusterOf(agent.name);
  const folder = join(run.resultsDir, 'evidence', pair.id.replaceAll(/[/:]/g, '-'), scenario.id);
  const listeners = [agent.listener, ...Object.values(planned.charts)];
  const ours = <T extends { listener: string }>(list: readonly T[]) =>
    list.filter(({ listener }) => listeners.includes(listener));
  writeEvidence(folder, {
    'agent.log': await attempt(() => readAgentLog(downstream, agentNamespace)),
    'edge.json': await attempt(async () => {
      const { requests, connections, notices } = await edgeRecord();
      return json({ requests: ours(requests), connections: ours(connections), notices: ours(notices) });
    }),
    'fleet.json': await attempt(async () => {
      const kinds = [...KINDS, adapter.helmOpKind];
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
