import type { StaleRecords } from '../helpers/report/verdict.ts';
import type { Scenario } from '../scenarios/vocabulary/index.ts';

/** Where binaries, node and edge image come from. */
export type SupplyChoice = 'auto' | 'registry' | 'source' | 'local';

/** Which Fleet is tried. */
export type FleetChoice = 'auto' | 'registry' | 'local' | 'standin';

/** What a run is asked to do. */
export interface RunOptions {
  /** Scenario ids or families; empty for the whole tier. */
  ids: string[];
  tier: Scenario['tier'];
  /** `old`, `new`, `skew`. */
  pairs: string[];
  /** `0.16.1/0.12.4`; given ones replace the roles. */
  pair: string[];
  supply: SupplyChoice;
  fleet: FleetChoice;
  /** Folders of Fleet's unpacked charts, each `<folder>` or `<version>=<folder>`. */
  charts: string[];
  staleRecords: StaleRecords;
  /** The folder that gets a folder for each run. */
  results: string;
  /** A Docker daemon that the harness started stays at the end. */
  keepDocker: boolean;
  /** The world stays up at the end, with what a scenario that did not hold made, to be looked at. */
  keep: boolean;
  /** A world of its own, whatever is up. */
  fresh: boolean;
  /** How often it is played, one run after the other. */
  repeat: number;
  /** Only failures and what it ends with are told. */
  quiet: boolean;
  /** Each command that is run is told, and a failure with all that lay beneath it. */
  verbose: boolean;
}

/** What is not asked for otherwise. */
export function defaultRunOptions(): RunOptions {
  return {
    ids: [],
    tier: 'core',
    pairs: ['old', 'new', 'skew'],
    pair: [],
    supply: 'auto',
    fleet: 'auto',
    charts: [],
    staleRecords: 'ignore',
    results: 'results',
    keepDocker: false,
    keep: false,
    fresh: false,
    repeat: 1,
    quiet: false,
    verbose: false,
  };
}
