import type { Release } from '../../helpers/fleet/release.ts';
import type { Span } from '../../helpers/process/progress.ts';
import type { VerdictFacts } from '../../helpers/report/results.ts';
import type { StaleRecords } from '../../helpers/report/verdict.ts';
import type { AuthorityName } from '../../scenarios/vocabulary.ts';
import type { Plan } from '../plan/plan.ts';

/** How a cluster is reached. */
export interface ClusterHandle {
  name: string;
  /** Kubeconfig file for this machine. */
  kubeconfig: string;
}

/** The Fleet that goes into a pair's upstream. */
export interface PairHandle {
  release: Release;
  /** References of controller and agent as the nodes have them, with the public CA in their stores. */
  images: { controller: string; agent: string };
}

/**
 * A prepared run: plain data, because it travels from the process that prepares the run to vitest's workers. It
 * names files that hold secrets, and holds none.
 */
export interface RunHandle {
  runId: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  resultsDir: string;
  privateDir: string;
  cacheDir: string;
  helm: string;
  plan: Plan;
  staleRecords: StaleRecords;
  /** By the pair's key. */
  pairs: Record<string, PairHandle>;
  /** By the plan's key of the upstream. */
  upstreams: Record<string, ClusterHandle>;
  downstream: ClusterHandle & {
    /** Kubeconfig file for pods. */
    internalKubeconfig: string;
  };
  edge: { container: string; alias: string };
  /** Certificates of the authorities, PEM. */
  authorities: Record<AuthorityName, string>;
}

declare module 'vitest' {
  interface ProvidedContext {
    run: RunHandle;
  }

  interface TaskMeta {
    verdict?: VerdictFacts;
    spans?: Span[];
  }
}
