import { type Colourizer, noColours } from '../../helpers/report/table.ts';
import { terminalColours } from '../../helpers/report/terminalColours.ts';
import { wrap } from '../../helpers/report/text.ts';
import { families } from '../../scenarios/index.ts';
import type { Family, Scenario } from '../../scenarios/vocabulary/index.ts';
import { namedOrOfTier } from '../plan/select.ts';
import { terminalWidth } from '../terminalWidth.ts';

/** The flags of `list`. */
export interface ListFlags {
  tier: Scenario['tier'];
  json?: boolean;
}

/**
 * Lists the scenarios that are named, or those of a tier.
 * @returns the exit status, 0.
 * @throws HarnessError `usage` for an unknown id.
 */
export function listCommand(
  ids: readonly string[],
  { tier, json = false }: ListFlags,
  write: (text: string) => void,
): number {
  const named = namedOrOfTier(
    families.flatMap(({ scenarios }) => scenarios),
    { ids, tier },
  );
  const shown = families
    .map(({ title, scenarios }) => ({
      title,
      scenarios: scenarios.filter(scenario => named.includes(scenario)),
    }))
    .filter(({ scenarios }) => scenarios.length > 0);
  write(
    json
      ? JSON.stringify(listFacts(shown), null, 2)
      : listText(shown, { width: terminalWidth(), colours: terminalColours() }),
  );
  return 0;
}

function listFacts(shown: readonly Family[]) {
  return shown.flatMap(({ title, scenarios }) =>
    scenarios.map(({ id, tier, story, source, appliesTo }) => ({
      id,
      family: title,
      tier,
      story,
      source,
      ...(appliesTo && { appliesTo }),
    })),
  );
}

/** Families with their scenarios, for a terminal. */
export function listText(
  shown: readonly Family[],
  { width = 80, colours = noColours }: { width?: number; colours?: Colourizer } = {},
): string {
  const count = shown.flatMap(({ scenarios }) => scenarios).length;
  return [
    ...shown.map(({ title, scenarios }) =>
      [
        colours.dim(title),
        ...scenarios.flatMap(({ id, tier, story }) => [
          `  ${id}  ${colours.dim(tier)}`,
          ...wrap(story, width - 4).map(line => `    ${line}`),
        ]),
      ].join('\n'),
    ),
    `${count} scenario${count === 1 ? '' : 's'}. More of one: fleet-tls explain <id>`,
  ].join('\n\n');
}
