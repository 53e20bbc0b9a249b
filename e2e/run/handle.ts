import type { Cluster } from '../../helpers/clusters/cluster.ts';
import type { Release } from '../../helpers/fleet/release.ts';
import type { Span } from '../../helpers/process/progress.ts';
import type { VerdictFacts } from '../../helpers/report/results.ts';
import type { StaleRecords } from '../../helpers/report/verdict.ts';
import type { AuthorityName } from '../../scenarios/vocabulary/index.ts';
import type { Plan } from '../plan/plan.ts';

/** How a cluster is reached. */
export type ClusterHandle = Pick<
  Cluster,
  'name' | 'node' | 'nodeAddress' | 'kubeconfig' | 'internalKubeconfig' | 'internalUrl'
>;

/** The Fleets of a pair, and what goes into its clusters. */
export interface PairHandle {
  controller: Release;
  agent: Release;
  /** References of controller and agent as the nodes have them, with the public CA in their stores. */
  images: { controller: string; agent: string };
  /** What the scenarios that upgrade Fleet upgrade it to. */
  other?: { release: Release; images: { controller: string; agent: string } };
}

/** How an edge is reached. */
export interface EdgeHandle {
  container: string;
  /** Its name on the docker network. */
  alias: string;
  /** Its IPv4 address there. */
  address: string;
}

/**
 * A prepared run: plain data, because it travels from the process that prepares the run to vitest's workers. It
 * names files that hold secrets, and holds none.
 */
export interface RunHandle {
  runId: string;
  resultsDir: string;
  privateDir: string;
  /** The private folder of the run that made the world: this one's, or that of an earlier run, whose world is up. */
  worldDir: string;
  cacheDir: string;
  helm: string;
  kubectl: string;
  plan: Plan;
  staleRecords: StaleRecords;
  /** What a scenario that did not hold made stays, to be looked at. */
  keep: boolean;
  /** By the pair's key. */
  pairs: Record<string, PairHandle>;
  /** By the plan's key of the upstream. */
  upstreams: Record<string, ClusterHandle>;
  /** By the plan's key of the downstream. */
  downstreams: Record<string, ClusterHandle>;
  /** By the plan's key of the edge; the shared one has the empty key. */
  edges: Record<string, EdgeHandle>;
  /** Containers of the OCI registry and of the git server, where the plan needs them. */
  registry?: string;
  git?: string;
  /** Certificates of the authorities, PEM. */
  authorities: Record<AuthorityName, string>;
  /** The certificates that the endpoints of the plan present, PEM, by the listener's name. */
  certificates: Record<string, string>;
  /** The file (0600) with the authorities' keys and the password of endpoints, for those that change while they run. */
  secretsFile: string;
}

/** Whether the world was up before this run: it may hold what an earlier one left, and have what this one would make. */
export function wasUp({ worldDir, privateDir }: Pick<RunHandle, 'worldDir' | 'privateDir'>): boolean {
  return worldDir !== privateDir;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The run whose handle the specs are handed. */
    runId: string;
    /** Why there is no run, in one line: vitest was started by itself, and no world is up. */
    noWorld: string;
  }

  interface TaskMeta {
    verdict?: VerdictFacts;
    spans?: Span[];
  }
}
