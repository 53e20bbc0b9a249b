import { HarnessError } from '../../helpers/process/errors.ts';
import type { Family, Scenario } from '../../scenarios/vocabulary/index.ts';
import { checkCatalogue } from './catalogue.ts';
import { suggestion } from './suggest.ts';

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
  const chosen = namedOrOfTier(all, wanted);
  const controls = chosen.map(scenario => scenario.control).filter(id => id !== undefined);
  return all.filter(scenario => chosen.includes(scenario) || controls.includes(scenario.id));
}

/**
 * The scenarios that are named, or those of the tier where none is.
 * @throws HarnessError `usage` for an unknown id.
 */
export function namedOrOfTier(
  all: readonly Scenario[],
  { ids, tier }: { ids: readonly string[]; tier: Scenario['tier'] },
): Scenario[] {
  for (const id of ids) if (!all.some(scenario => isNamed(scenario, id))) throw unknownScenario(id, all);
  return all.filter(scenario =>
    ids.length > 0
      ? ids.some(id => isNamed(scenario, id))
      : TIERS.indexOf(scenario.tier) <= TIERS.indexOf(tier),
  );
}

function unknownScenario(id: string, all: readonly Scenario[]): HarnessError {
  const names = [...new Set(all.flatMap(scenario => [scenario.id, scenario.id.split('/', 1)[0] ?? '']))];
  return new HarnessError('usage', {
    message: `there is no scenario "${id}"`,
    cure: `${suggestion(id, names)}\`fleet-tls list\` names them all`,
  });
}

/** Each tier holds the ones before it. */
const TIERS: readonly Scenario['tier'][] = ['core', 'full', 'soak'];

/** By its id, or by its family: what stands before the slash. */
function isNamed(scenario: Scenario, id: string): boolean {
  return scenario.id === id || scenario.id.startsWith(`${id}/`);
}
