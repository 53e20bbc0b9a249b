import { availableParallelism } from 'node:os';
import { createRunNetwork } from '../../helpers/clusters/network.ts';
import { PROBE_CHART } from '../../helpers/edge/charts.ts';
import { startEdge } from '../../helpers/edge/edge.ts';
import { startGit } from '../../helpers/edge/git.ts';
import { startRegistry } from '../../helpers/edge/registry.ts';
import { seedChart } from '../../helpers/edge/registryCharts.ts';
import type { KeptWorldFacts } from '../../helpers/report/results.ts';
import { memoryFree } from '../../helpers/supply/machine.ts';
import type { Supply } from '../../helpers/supply/supply.ts';
import type { Scenario } from '../../scenarios/vocabulary/index.ts';
import type { RunOptions } from '../options.ts';
import { shortcomings } from '../plan/needs.ts';
import type { Pair } from '../plan/pairs.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { makeAuthorities } from './authorities.ts';
import { choose } from './choose.ts';
import { makeClusters } from './clusters.ts';
import { writeCurlFiles } from './curlFiles.ts';
import { type EdgeRequest, edgeRequests } from './edges.ts';
import type { EdgeHandle, PairHandle, RunHandle } from './handle.ts';
import type { OpenRun } from './open.ts';
import type { ChosenReleases } from './releases.ts';
import { keepSecrets } from './secrets.ts';

/** What a run is to do. */
export interface Order {
  scenarios: readonly Scenario[];
  /** Ids of the scenarios that a pair is tried with, by the pair's id, where it is not tried with all. */
  only?: Readonly<Record<string, readonly string[]>>;
  options: RunOptions;
  /** The options that somebody has set, where that matters: in a world that is up the others are as it has them. */
  said?: readonly string[];
}

/** A run of which it is known what it plays. */
export interface PlannedRun {
  plan: Plan;
  scenarios: readonly Scenario[];
  pairs: Pair[];
  supply: { strategy: Supply['name']; why: string };
  /** The world that was up already, where it is played in one. */
  world?: KeptWorldFacts;
}

/** A run whose clusters, edges and images stand ready. */
export interface ReadyRun extends PlannedRun {
  handle: RunHandle;
}

/** A run whose clusters, edges and images were brought up for it. */
export interface Prepared extends ReadyRun {
  /** What the pairs were chosen from. */
  chosen: ChosenReleases;
}

/** What a run plays, and what it is made of. */
interface Planned {
  planned: PlannedRun;
  supply: Supply;
  chosen: ChosenReleases;
}

/** Brings up Docker, and chooses with it what the run is made of and what it plays. */
export async function planRun(run: OpenRun, { scenarios, only = {}, options }: Order): Promise<Planned> {
  const { supply, chosen, pairs: all } = await choose(run, options);
  const pairs = all.map(pair => ({ ...pair, ...(only[pair.id] && { only: only[pair.id] }) }));
  const plan = makePlan(scenarios, pairs);
  const room = { cores: availableParallelism(), memoryFree: memoryFree() };
  for (const line of shortcomings(plan, room)) run.progress.warn(line);
  const { name: strategy, why } = supply;
  return { planned: { plan, scenarios, pairs, supply: { strategy, why } }, supply, chosen };
}

/**
 * Brings up all that the plan needs: releases, clusters and edges. Each of its makings is in the run's ledger, so that
 * closing the run undoes them, however far this came.
 */
export async function prepare(
  run: OpenRun,
  { planned, supply, chosen }: Planned,
  { staleRecords, keep }: Pick<RunOptions, 'staleRecords' | 'keep'>,
): Promise<Prepared> {
  const { plan, pairs } = planned;
  const [tools, nodeImage, edgeImage] = await Promise.all([
    supply.tools(),
    supply.nodeImage(),
    supply.edgeImage(),
  ]);
  const authorities = await makeAuthorities(run.cacheDir);
  const { file: secretsFile, secrets } = keepSecrets(run.privateDir, authorities);
  writeCurlFiles(run.privateDir, secrets);
  const requests = await edgeRequests(run.runId, plan, secrets);
  const network = await createRunNetwork(run);
  const [{ upstreams, downstreams, handles }, edge] = await Promise.all([
    makeClusters(run, {
      ...{ plan, pairs, nodeImage, network },
      ...{ kind: tools.kind, caPem: authorities.public.certPem },
    }),
    startEdgeRoom(run, { plan, requests, image: edgeImage.ref, network }),
  ]);
  return {
    ...planned,
    chosen,
    handle: {
      runId: run.runId,
      resultsDir: run.resultsDir,
      privateDir: run.privateDir,
      worldDir: run.privateDir,
      cacheDir: run.cacheDir,
      helm: tools.helm,
      kubectl: tools.kubectl,
      plan,
      staleRecords,
      keep,
      pairs: Object.fromEntries(plan.pairs.map(({ key }, index) => [key, handles[index] as PairHandle])),
      upstreams,
      downstreams,
      ...edge,
      authorities: {
        public: authorities.public.certPem,
        private: authorities.private.certPem,
        twin: authorities.twin.certPem,
        other: authorities.other.certPem,
        intermediate: authorities.intermediate.certPem,
      },
      certificates: Object.fromEntries(
        requests.flatMap(({ listeners }) => listeners.map(({ name, leaf }) => [name, leaf?.certPem ?? ''])),
      ),
      secretsFile,
    },
  };
}

/** Starts the edges, and what stands behind them. */
async function startEdgeRoom(
  run: OpenRun,
  parts: { plan: Plan; requests: readonly EdgeRequest[]; image: string; network: string },
): Promise<Pick<RunHandle, 'edges' | 'registry' | 'git'>> {
  const { plan, requests, image, network } = parts;
  const wanted = (service: 'registry' | 'git') =>
    plan.listeners.some(({ serves }) => 'acts' in serves && serves.acts === service);
  const [edges, registry, git] = await Promise.all([
    Promise.all(
      requests.map(async ({ key, name, listeners }): Promise<[string, EdgeHandle]> => {
        const edge = await startEdge(run, { image, network, listeners, ...(name !== undefined && { name }) });
        const { container, alias, address } = edge;
        return [key, { container, alias, address }];
      }),
    ),
    wanted('registry') ? startRegistry(run, { image, network }) : undefined,
    wanted('git') ? startGit(run, { image, network }) : undefined,
  ]);
  if (registry) await seedChart(registry.container, { version: PROBE_CHART.version }, run.signal);
  return {
    edges: Object.fromEntries(edges),
    ...(registry && { registry: registry.container }),
    ...(git && { git: git.container }),
  };
}
