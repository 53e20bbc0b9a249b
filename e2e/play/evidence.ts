import { join, relative } from 'node:path';
import pLimit from 'p-limit';
import { clusterWitnesses } from '../../helpers/evidence/clusterWitnesses.ts';
import { endOfLog, LOG_LINES } from '../../helpers/evidence/endOfLog.ts';
import { EvidenceFolder, type Witness, witness } from '../../helpers/evidence/evidenceFolder.ts';
import { jsonText, objectsText } from '../../helpers/evidence/objects.ts';
import { readAgentLog } from '../../helpers/fleet/agentLog.ts';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import type { Context } from '../../helpers/process/context.ts';
import { agentNamespaceOf } from '../world/agents.ts';
import { certificateWitness } from './certificateWitness.ts';
import type { Scene } from './scene.ts';
import { versionsText } from './versionsText.ts';
import { clustersOf, isOfScene } from './whereItPlayed.ts';

/** How thoroughly evidence is collected: what the witnesses of a verdict say, or all that there is to see around it. */
export type Thoroughness = 'witnesses' | 'all';

/** The evidence of a scenario. */
export interface Evidence {
  /**
   * Collects what is not collected yet. Never fails: what could not be collected is written down as that, and where
   * nothing can be written that is said.
   * @returns the folder, relative to the run's results; undefined where there is none.
   */
  collect(thoroughness: Thoroughness): Promise<string | undefined>;
}

/** How many scenarios are looked into as a whole at once: when a world breaks, all of its scenarios want it. */
const inTurn = pLimit(4);

/** Opens the evidence of a scenario that is about to be played. */
export function openEvidence(scene: Scene): Evidence {
  const { world, scenario } = scene;
  const startedAt = Date.now();
  return evidenceIn(scene.context, {
    place: [world.pair.id, scenario.id],
    of: thoroughness =>
      thoroughness === 'witnesses' ? sceneWitnesses(scene) : surroundings(scene, startedAt),
  });
}

/** Evidence in a folder of its own below the run's results. */
export function evidenceIn(
  { resultsDir, progress, signal }: Pick<Context, 'resultsDir' | 'progress' | 'signal'>,
  parts: {
    /** The pair's id, and what the evidence is of: a scenario's id, say. */
    place: readonly [pair: string, of: string];
    /** Who is heard for each; `all` comes on top of `witnesses`. */
    of: (thoroughness: Thoroughness) => readonly Witness[];
  },
): Evidence {
  const [pair, of] = parts.place;
  const path = join(resultsDir, 'evidence', pair.replaceAll(/[/:]/g, '-'), of);
  const folder = new EvidenceFolder(path);
  const heard = new Set<Thoroughness>();
  let written: string | undefined;
  return {
    collect: async thoroughness => {
      const wanted: Thoroughness[] = thoroughness === 'all' ? ['witnesses', 'all'] : ['witnesses'];
      const missing = wanted.filter(one => !heard.has(one));
      if (missing.length === 0) return written;
      for (const one of missing) heard.add(one);
      const gather = () => folder.gather(missing.flatMap(parts.of), signal);
      try {
        await (thoroughness === 'all' ? inTurn(gather) : gather());
        written = relative(resultsDir, path);
      } catch (error) {
        progress.warn(
          `the evidence of ${of} with ${pair} could not be collected: ${(error as Error).message}`,
        );
      }
      return written;
    },
  };
}

/** The kinds of which a workspace has few, and those of which each scenario has its own. */
const SHARED_KINDS = ['Cluster', 'ClusterRegistration'];
const OWN_KINDS = ['Bundle', 'BundleDeployment'];

/** What the witnesses of a scenario say: Fleet's objects, what the edge recorded on its endpoints, the agent's log. */
function sceneWitnesses(scene: Scene): Witness[] {
  const { world, agent, edgeRecord } = scene;
  const { upstream } = world;
  const listeners = endpointsOf(scene);
  const ours = <T extends { listener: string }>(list: readonly T[]) =>
    list.filter(({ listener }) => listeners.includes(listener));
  return [
    witness('fleet.json', async () => {
      const { helmOps, gitRepos } = scene.done;
      const own = [...helmOps.map(({ name }) => name), ...gitRepos];
      // A Fleet that serves no git does not know GitRepos.
      const kinds = [
        ...(helmOps.length > 0 ? [world.adapter.helmOpKind] : []),
        ...(gitRepos.length > 0 ? ['GitRepo'] : []),
        ...(own.length > 0 ? OWN_KINDS : []),
      ];
      const all = async (kind: string, namespace?: string) =>
        upstream.list({ apiVersion: FLEET_API, kind, ...(namespace !== undefined && { namespace }) });
      const shared = await Promise.all(SHARED_KINDS.map(kind => all(kind, agent.workspace)));
      const objects = (await Promise.all(kinds.map(kind => all(kind)))).flat();
      return objectsText([
        ...shared.flat(),
        ...objects.filter(({ metadata: { name } }) => own.some(ours => name.startsWith(ours))),
      ]);
    }),
    witness('edge.json', async () => {
      const { requests, connections, notices } = await edgeRecord();
      return jsonText({
        requests: ours(requests),
        connections: ours(connections),
        notices: ours(notices),
      });
    }),
    witness(
      'agent.log',
      async () => {
        const local = agent.world.registration === 'local';
        const its = local ? upstream : world.downstreams[agent.downstream];
        if (its === undefined) throw new Error(`the plan has no downstream ${agent.downstream}`);
        return endOfLog(await readAgentLog(its, agentNamespaceOf(agent), { lastLines: LOG_LINES }));
      },
      { kept: 'end' },
    ),
  ];
}

/** All that there is to see around a scenario: the certificates of its endpoints, versions, and its clusters. */
function surroundings(scene: Scene, since: number): Witness[] {
  const clusters = [...clustersOf(scene)];
  return [
    certificateWitness(scene, endpointsOf(scene)),
    witness('versions.json', async () => versionsText(scene.world)),
    ...clusters.flatMap(([name, client]) =>
      clusterWitnesses({ name, client, isMeant: isOfScene(scene), since }),
    ),
  ];
}

/** The endpoints that a scenario has to do with. */
function endpointsOf({ agent, planned }: Pick<Scene, 'agent' | 'planned'>): string[] {
  return [agent.listener, ...(agent.down ? [agent.down] : []), ...planned.listeners];
}
