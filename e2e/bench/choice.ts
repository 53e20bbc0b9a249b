import type { Scenario } from '../../scenarios/vocabulary/index.ts';
import { makePlan, type PairVersions } from '../plan/plan.ts';

/**
 * The scenarios that are meant for a pair, those that deploy a HelmOp with a shared agent first: a number of them from the
 * start is a run of HelmOps, as long as there are so many.
 */
export function helmOpsFirst(scenarios: readonly Scenario[], pair: PairVersions): Scenario[] {
  const [planned] = makePlan(scenarios, [pair]).pairs;
  const others = new Set(planned?.notApplicable.map(({ id }) => id));
  const shared = new Set(
    planned?.phases
      .filter(({ name }) => name === 'strict')
      .flatMap(({ agents, scenarios }) =>
        scenarios.filter(({ agent }) => agents.some(one => one.name === agent && one.shared)),
      )
      .map(({ id }) => id),
  );
  const meant = scenarios.filter(({ id }) => !others.has(id));
  const isFirst = ({ id, helmOps = [] }: Scenario) => helmOps.length > 0 && shared.has(id);
  return [...meant.filter(isFirst), ...meant.filter(scenario => !isFirst(scenario))];
}
