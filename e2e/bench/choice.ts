import type { Scenario } from '../../scenarios/vocabulary/index.ts';
import { makePlan, type PairVersions } from '../plan/plan.ts';

/**
 * The scenarios that are meant for a pair, those that deploy HelmOps under strict first: a number of them from the start is a
 * run of HelmOps in one phase, as long as there are so many.
 */
export function helmOpsFirst(scenarios: readonly Scenario[], pair: PairVersions): Scenario[] {
  const [planned] = makePlan(scenarios, [pair]).pairs;
  const notMeant = new Set(planned?.notApplicable.map(({ id }) => id));
  const strict = new Set(
    planned?.phases
      .flatMap(({ name, scenarios }) => (name === 'strict' ? scenarios : []))
      .map(({ id }) => id),
  );
  const meant = scenarios.filter(({ id }) => !notMeant.has(id));
  const isFirst = ({ id, helmOps = [] }: Scenario) => helmOps.length > 0 && strict.has(id);
  return [...meant.filter(isFirst), ...meant.filter(scenario => !isFirst(scenario))];
}
