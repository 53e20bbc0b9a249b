import type { Ledger } from './ledger.ts';
import type { Progress } from './progress.ts';

/** What every step of a run is handed. */
export interface Context {
  /** Short and unique among runs: part of the name of all that the run creates. */
  runId: string;
  /** `results/<run-id>`: verdicts and evidence. */
  resultsDir: string;
  /** The run's private folder (0700, outside the results): kubeconfigs, keys, ledger. Gone after the run. */
  privateDir: string;
  /** The user's cache folder for this harness, shared by runs. */
  cacheDir: string;
  signal: AbortSignal;
  progress: Progress;
  ledger: Ledger;
}

/** The label key that all containers, networks and images of a run carry; the value is the run's id. */
export const RUN_LABEL = 'fleet-tls-e2e.run';
