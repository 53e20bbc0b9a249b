import type { Plan, PlannedAgent, PlannedPair, PlannedPhase } from './plan.ts';

/** A part of what a plan lays out. */
export interface PartOfPlan {
  /** Ids of pairs. */
  pairs: readonly string[];
  /** Ids of scenarios. */
  scenarios: readonly string[];
}

/**
 * The part of a plan that is about some of its pairs and scenarios. Names, ports and clusters stay those of the whole,
 * so that it can be played in what was brought up for the whole.
 */
export function partOfPlan(plan: Plan, { pairs, scenarios }: PartOfPlan): Plan {
  const isWanted = ({ id }: { id: string }) => scenarios.includes(id);
  return {
    ...plan,
    pairs: plan.pairs
      .filter(({ id }) => pairs.includes(id))
      .map(pair => ({
        ...pair,
        phases: pair.phases.map(phase => partOfPhase(phase, isWanted)).filter(hasScenarios),
        notApplicable: pair.notApplicable.filter(isWanted),
      })),
  };
}

function partOfPhase(phase: PlannedPhase, isWanted: (scenario: { id: string }) => boolean): PlannedPhase {
  const scenarios = phase.scenarios.filter(isWanted);
  const usersOf = ({ name }: PlannedAgent) => scenarios.filter(({ agent }) => agent === name).length;
  return {
    ...phase,
    scenarios,
    // The last of its users sends an agent away.
    agents: phase.agents.map(agent => ({ ...agent, users: usersOf(agent) })).filter(({ users }) => users > 0),
  };
}

function hasScenarios({ scenarios }: PlannedPhase): boolean {
  return scenarios.length > 0;
}

/** The ids of all scenarios that a plan speaks of, be they played or not meant for its versions. */
export function scenariosOf({ pairs }: { pairs: readonly PlannedPair[] }): string[] {
  const ids = pairs.flatMap(({ phases, notApplicable }) =>
    [...phases.flatMap(({ scenarios }) => scenarios), ...notApplicable].map(({ id }) => id),
  );
  return [...new Set(ids)];
}
