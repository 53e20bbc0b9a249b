import { newerThanKnown } from '../helpers/fleet/adapters/choose.ts';
import type { Release, ReleaseImage } from '../helpers/fleet/release.ts';
import type { Retry } from '../helpers/process/retries.ts';
import { describeMachine } from '../helpers/report/machine.ts';
import {
  type CostFacts,
  type KeptWorldFacts,
  type PairFacts,
  type Results,
  type RunFacts,
  timedSpan,
  type VerdictFacts,
} from '../helpers/report/results.ts';
import { countRetries } from '../helpers/report/retries.ts';
import type { StaleRecords } from '../helpers/report/verdict.ts';
import type { Family, Scenario } from '../scenarios/vocabulary/index.ts';
import { settleControls } from './judge/controls.ts';
import type { Pair } from './plan/pairs.ts';
import type { Plan } from './plan/plan.ts';
import type { Told } from './verdictReporter.ts';
import { worldFacts } from './worldFacts.ts';

/** All that the results of a run are made of. */
export interface Played {
  runId: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt: number;
  supply: RunFacts['supply'];
  staleRecords: StaleRecords;
  world?: KeptWorldFacts;
  interrupted: boolean;
  /** What the machine did to it, where it was abandoned for that. */
  abandoned?: string;
  /** What it took of the machine, where that could be read. */
  cost?: CostFacts | undefined;
  /** What was done again; `at` in milliseconds since the epoch. */
  retries: readonly (Retry & { at: number })[];
  families: readonly Family[];
  scenarios: readonly Scenario[];
  pairs: readonly Pair[];
  plan: Plan;
  told: Told;
}

/** Puts together the results of a run. */
export function resultsOf(played: Played): Results {
  const { runId, startedAt, endedAt, supply, staleRecords, world, interrupted, cost } = played;
  const { pairs, scenarios, families, told } = played;
  const retries = countRetries(played.retries);
  return {
    schema: 1,
    run: {
      id: runId,
      startedAt: new Date(startedAt).toISOString(),
      endedAt: new Date(endedAt).toISOString(),
      machine: describeMachine(),
      supply,
      fleet: pairs.some(pair => pair.controllerRelease.standin || pair.agentRelease.standin)
        ? 'stand-in'
        : 'real',
      staleRecords,
      ...(world && { world }),
      ...(interrupted && { interrupted }),
      ...(cost && { cost }),
      ...(retries.length > 0 && { retries }),
    },
    pairs: pairs.map(pairFacts),
    scenarios: scenarios.map(scenario => ({
      id: scenario.id,
      title: scenario.story,
      family: families.find(family => family.scenarios.includes(scenario))?.title ?? '',
      tier: scenario.tier,
      source: [...scenario.source],
      world: worldFacts(scenario),
    })),
    verdicts: verdictsOf(played),
    timings: { spans: told.spans.map(timedSpan) },
  };
}

function verdictsOf({ plan, told, scenarios, interrupted, abandoned }: Played): VerdictFacts[] {
  const planned = plan.pairs.flatMap(pair =>
    pair.phases.flatMap(phase => phase.scenarios).map(({ id }) => ({ scenario: id, pair: pair.id })),
  );
  const isTold = (at: { scenario: string; pair: string }) =>
    told.verdicts.some(verdict => verdict.scenario === at.scenario && verdict.pair === at.pair);
  const untold = interrupted ? [] : planned.filter(at => !isTold(at));
  return [
    ...settleControls(told.verdicts, scenarios),
    ...untold.map(at => withoutWitness(at, 'no-verdict', abandoned ?? 'it was not played')),
    ...plan.pairs.flatMap(pair =>
      pair.notApplicable.map(({ id, because }) =>
        withoutWitness({ scenario: id, pair: pair.id }, 'not-applicable', because),
      ),
    ),
  ];
}

function withoutWitness(
  at: { scenario: string; pair: string },
  verdict: VerdictFacts['verdict'],
  reason: string,
): VerdictFacts {
  return { ...at, verdict, reason, witnesses: [], seconds: 0 };
}

function pairFacts({ id, role, controllerRelease, agentRelease }: Pair): PairFacts {
  return {
    id,
    role,
    controller: releaseFacts(controllerRelease, controllerRelease.controller),
    agent: releaseFacts(agentRelease, agentRelease.agent),
  };
}

function releaseFacts({ version, standin }: Release, image: ReleaseImage): PairFacts['controller'] {
  const remark = newerThanKnown(version);
  return { version, image: image.reference, digest: image.digest, standin, ...(remark && { remark }) };
}
