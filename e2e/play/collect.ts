import { join, relative } from 'node:path';
import { writeEvidence } from '../../helpers/evidence/writeEvidence.ts';
import { readAgentLog } from '../../helpers/fleet/agentLog.ts';
import { readControllerLogs } from '../../helpers/fleet/controllerLog.ts';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import type { Scene } from './scene.ts';

/** The kinds of which a workspace has few, and those of which each scenario has its own. */
const SHARED_KINDS = ['Cluster', 'ClusterRegistration'];
const OWN_KINDS = ['Bundle', 'BundleDeployment'];

/**
 * Keeps what the witnesses of a scenario say: the agent's log, Fleet's objects of its workspace, and what the edge
 * recorded on its listeners. Never fails: what could not be collected is written down as that.
 * @param unexplained where the verdict needs to be explained: from when on the controllers' logs are kept as well,
 *   milliseconds since the epoch.
 * @returns the evidence's folder, relative to the run's results.
 */
export async function collectEvidence(scene: Scene, unexplained?: number): Promise<string> {
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
    ...(unexplained !== undefined && {
      'controllers.log': await attempt(() => readControllerLogs(upstream, unexplained)),
    }),
    'edge.json': await attempt(async () => {
      const { requests, connections, notices } = await edgeRecord();
      return json({ requests: ours(requests), connections: ours(connections), notices: ours(notices) });
    }),
    'fleet.json': await attempt(async () => {
      const own = [...scene.done.helmOps.map(({ name }) => name), ...scene.done.gitRepos];
      const all = async (kind: string, namespace?: string) =>
        upstream.list({ apiVersion: FLEET_API, kind, ...(namespace !== undefined && { namespace }) });
      const shared = await Promise.all(SHARED_KINDS.map(kind => all(kind, workspace)));
      const kinds = own.length === 0 ? [] : [adapter.helmOpKind, 'GitRepo', ...OWN_KINDS];
      const objects = (await Promise.all(kinds.map(kind => all(kind)))).flat();
      return json([
        ...shared.flat(),
        ...objects.filter(({ metadata: { name } }) => own.some(ours => name.startsWith(ours))),
      ]);
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
