import type { Span } from '../process/progress.ts';
import type { RetryFacts } from './retries.ts';
import type { WorldFacts } from './trust.ts';
import type { StaleRecords, Verdict } from './verdict.ts';

/**
 * The whole run, as `verdicts.json` holds it; `verdicts.schema.json` is its JSON schema. Times are ISO 8601 in UTC,
 * durations are seconds.
 */
export interface Results {
  schema: 1;
  /** Said first in a run that did not test Fleet; {@link STAND_IN_NOTICE}. */
  notice?: string;
  run: RunFacts;
  pairs: PairFacts[];
  scenarios: ScenarioFacts[];
  /** One for each scenario and pair that was judged; an interrupted run lacks some. */
  verdicts: VerdictFacts[];
  timings: { spans: TimedSpan[] };
}

/** The run as such. */
export interface RunFacts {
  id: string;
  startedAt: string;
  endedAt: string;
  machine: MachineFacts;
  /** Where images and charts came from, and why from there. */
  supply: { strategy: 'registry' | 'source' | 'local'; why: string };
  /** Whether the verdicts are about Rancher Fleet or about this repository's look-alike. */
  fleet: 'real' | 'stand-in';
  staleRecords: StaleRecords;
  /** The world that was up already and that it was played in; absent where the run made one of its own. */
  world?: KeptWorldFacts;
  interrupted?: boolean;
  /** What it took of the machine; absent where that could not be read, and in results from before 0.1.0. */
  cost?: CostFacts;
  /** What was done again because the machine or the network got in the way; absent where nothing was. */
  retries?: RetryFacts[];
  /** The runs that these results were merged from; machine and supply are those of the first of them. */
  parts?: PartFacts[];
}

/** One of the runs that merged results come from. */
export type PartFacts = Pick<
  RunFacts,
  'id' | 'startedAt' | 'endedAt' | 'machine' | 'supply' | 'world' | 'cost' | 'retries'
>;

/** What a run took of its machine. Memory is in MiB, without the pages of files that can be dropped at any time. */
export interface CostFacts {
  /** The most that all parts held at one time. */
  peakMiB: number;
  parts: PartCost[];
}

/** What one part of a run took. */
export interface PartCost {
  /** The process of the harness, the commands that it ran, the nodes of the clusters, or what the edge consists of. */
  part: 'harness' | 'commands' | 'clusters' | 'edge';
  cpuSeconds: number;
  /** The most that it held at one time; commands come and go, and nobody knows of them. */
  peakMiB?: number;
}
/** A world that stays up for one run after another. */
export interface KeptWorldFacts {
  /** The id of the run that made it. */
  id: string;
  startedAt: string;
}

/** The machine that a run ran on; names nobody. */
export interface MachineFacts {
  os: string;
  arch: string;
  cpus: number;
  memoryGiB: number;
  node: string;
}

/** A controller version and an agent version that were tested together. */
export interface PairFacts {
  /** `<controller version>/<agent version>` */
  id: string;
  controller: ReleaseFacts;
  agent: ReleaseFacts;
  /** Why the pair was run: the old one, the new one, new controller with old agent, or asked for by the user. */
  role: 'old' | 'new' | 'skew' | 'given';
}

/** One side of a pair. */
export interface ReleaseFacts {
  version: string;
  image: string;
  /** Of the image as it was supplied, before a certificate store was put into it: `sha256:<hex>`. */
  digest: string;
  standin: boolean;
  /** What a reader has to know of it: that it is newer than what this harness was tried with, say. */
  remark?: string;
}

/** A scenario, as far as a reader of results needs it. */
export interface ScenarioFacts {
  id: string;
  title: string;
  family: string;
  tier: 'core' | 'full' | 'soak';
  /** Where the requirement comes from, as in `rancher/fleet#3589`. */
  source: string[];
  /** Who trusts whom in it; absent in results from before 0.1.0. */
  world?: WorldFacts;
}

/** What a scenario said about a pair, and by what evidence. */
export interface VerdictFacts {
  scenario: string;
  pair: string;
  verdict: Verdict;
  reason: string;
  record?: RecordFacts;
  /** What was expected and what was seen of it, in order; absent where nothing was played, and in older results. */
  observations?: ObservationFacts[];
  witnesses: WitnessFacts[];
  /** When it began to be played. */
  startedAt?: string;
  seconds: number;
  /** Folder of the evidence, relative to the run's results folder. */
  evidence?: string;
  /** In merged results: the id of the run that it is of. */
  run?: string;
}

/** The record of a known defect that covers a pair. `reason` is the pattern that the exact message must match. */
export interface RecordFacts {
  issue: string;
  reason: string;
  /** It is a race, and does not always show. */
  intermittent?: true;
  /** Semver range of the controllers that have it; absent for all. */
  controller?: string;
  /** Semver range of the agents that have it; absent for all. */
  agent?: string;
}

/** One expectation of a scenario, in words, and what was seen of it. */
export interface ObservationFacts {
  expected: string;
  met: boolean;
  saw: string;
}

/** What one source of evidence saw. */
export interface WitnessFacts {
  source: 'kubernetes' | 'agent-log' | 'controller-log' | 'edge';
  saw: string;
}

/** One measured step of the run. */
export interface TimedSpan {
  name: string;
  startedAt: string;
  endedAt: string;
  ok: boolean;
  /** In merged results: the id of the run that it is a step of. */
  run?: string;
}

/** When the run that a verdict is of began. */
export function startOf({ run: of }: Pick<VerdictFacts, 'run'>, { startedAt, parts = [] }: RunFacts): string {
  return parts.find(({ id }) => id === of)?.startedAt ?? startedAt;
}

/** A measured step in the form of the results. */
export function timedSpan(span: Span): TimedSpan {
  return {
    name: span.name,
    startedAt: new Date(span.startedAt).toISOString(),
    endedAt: new Date(span.endedAt).toISOString(),
    ok: span.ok,
  };
}

/** The line that no reader of a stand-in run can miss. */
export const STAND_IN_NOTICE =
  'STAND-IN, not Fleet: these verdicts prove the harness and say nothing about Rancher Fleet';

/** The notice that every report of these results must begin with, if any: one stand-in among the pairs is enough. */
export function noticeOf({ run, pairs }: Pick<Results, 'run' | 'pairs'>): string | undefined {
  const standin =
    run.fleet === 'stand-in' || pairs.some(({ controller, agent }) => controller.standin || agent.standin);
  return standin ? STAND_IN_NOTICE : undefined;
}

/** A name as CI systems show it, by itself and far from any page: in a stand-in run it has to say so. */
export function titleOf(name: string, results: Pick<Results, 'run' | 'pairs'>): string {
  return noticeOf(results) === undefined ? name : `STAND-IN, not Fleet: ${name}`;
}
