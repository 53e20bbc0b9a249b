import { HarnessError } from '../../helpers/process/errors.ts';
import type { Family, Scenario } from '../../scenarios/vocabulary/index.ts';
import { checkCatalogue } from './catalogue.ts';

/**
 * The scenarios of all families that are asked for: by id, by family or by tier. A control comes along with the
 * scenario that needs it.
 * @throws HarnessError `usage` for an unknown id, `config` for a catalogue that contradicts itself.
 */
export function selectScenarios(
  families: readonly Family[],
  wanted: { ids: readonly string[]; tier: Scenario['tier'] },
): Scenario[] {
  const all = families.flatMap(family => family.scenarios);
  checkCatalogue(all);
  for (const id of wanted.ids) {
    if (!all.some(scenario => isNamed(scenario, id))) {
      throw new HarnessError('usage', {
        message: `there is no scenario "${id}"`,
        cure: `Known are: ${all.map(scenario => scenario.id).join(', ')}`,
      });
    }
  }
  const chosen = all.filter(scenario =>
    wanted.ids.length > 0
      ? wanted.ids.some(id => isNamed(scenario, id))
      : TIERS.indexOf(scenario.tier) <= TIERS.indexOf(wanted.tier),
  );
  const controls = chosen.map(scenario => scenario.control).filter(id => id !== undefined);
  return all.filter(scenario => chosen.includes(scenario) || controls.includes(scenario.id));
}

/** Each tier holds the ones before it. */
const TIERS: readonly Scenario['tier'][] = ['core', 'full', 'soak'];

/** By its id, or by its family: what stands before the slash. */
function isNamed(scenario: Scenario, id: string): boolean {
  return scenario.id === id || scenario.id.startsWith(`${id}/`);
}
