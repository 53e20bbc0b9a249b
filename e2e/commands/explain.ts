import { terminalColours } from '../../helpers/report/terminalColours.ts';
import { families } from '../../scenarios/index.ts';
import { keptRuns, newestVerdicts } from '../docs/keptRuns.ts';
import { explain } from '../explain/explain.ts';
import { explanationText } from '../explain/explanationText.ts';
import { namedOrOfTier } from '../plan/select.ts';
import { terminalWidth } from '../terminalWidth.ts';

/** The flags of `explain`. */
export interface ExplainFlags {
  json?: boolean;
}

/**
 * Says what scenarios do, why, and what is known of them.
 * @returns the exit status, 0.
 * @throws HarnessError `usage` for an unknown id.
 */
export function explainCommand(
  ids: readonly string[],
  { json = false }: ExplainFlags,
  write: (text: string) => void,
): number {
  const all = families.flatMap(({ title, scenarios }) =>
    scenarios.map(scenario => ({ scenario, family: title })),
  );
  const named = namedOrOfTier(
    all.map(({ scenario }) => scenario),
    { ids, tier: 'soak' },
  );
  const newest = newestVerdicts(keptRuns());
  const explained = all
    .filter(({ scenario }) => named.includes(scenario))
    .map(({ scenario, family }) =>
      explain(scenario, { family, seen: newest.get(scenario.id)?.values() ?? [] }),
    );
  if (json) {
    write(JSON.stringify(explained, null, 2));
    return 0;
  }
  const options = { width: terminalWidth(), colours: terminalColours() };
  write(explained.map(one => explanationText(one, options)).join('\n\n\n'));
  return 0;
}
