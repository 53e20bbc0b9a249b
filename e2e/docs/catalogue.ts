import { anywhere } from '../../scenarios/anywhere.ts';
import type { NotBuilt } from '../../scenarios/notBuilt.ts';
import type { DefectRecord, Family, Scenario, VersionRanges } from '../../scenarios/vocabulary/index.ts';

/** The page `docs/catalogue.md`: every scenario, every record, and what is not built. */
export function cataloguePage(families: readonly Family[], notBuilt: readonly NotBuilt[]): string {
  const scenarios = families.flatMap(family => family.scenarios);
  const count = (tier: Scenario['tier']) => scenarios.filter(scenario => scenario.tier === tier).length;
  return [
    '# The catalogue',
    '<!-- Written by `npm run docs` from scenarios/. A test holds it to them. -->',
    `${scenarios.length} scenarios: ${count('core')} in the core tier, ${count('full')} more in full, ${count('soak')} more in soak. ` +
      'A known defect is recorded only where this harness saw it on a real release.',
    ...families.map(familySection),
    '## Records of known defects',
    table(['issue', 'controller', 'agent', 'reason', 'seen on', 'scenarios'], recordRows(scenarios)),
    '## Not built',
    table(
      ['id', 'what must hold', 'why not'],
      notBuilt.map(({ id, story, why }) => [code(id), story, why]),
    ),
    '',
  ].join('\n\n');
}

function familySection({ title, scenarios }: Family): string {
  const rows = scenarios.map(scenario => [
    code(scenario.id),
    scenario.tier,
    `${scenario.story}${meantFor(scenario)}`,
    scenario.source.join(', '),
  ]);
  return `## ${title}\n\n${table(['id', 'tier', 'what must hold', 'source'], rows)}`;
}

function meantFor({ appliesTo }: Scenario): string {
  if (appliesTo === undefined) return '';
  const ranges = [
    ...(appliesTo.controller === undefined ? [] : [`controller ${appliesTo.controller}`]),
    ...(appliesTo.agent === undefined ? [] : [`agent ${appliesTo.agent}`]),
  ];
  return ` (for ${code(ranges.join(', '))})`;
}

/** One row for each record, whoever has it. */
function recordRows(scenarios: readonly Scenario[]): string[][] {
  const records = new Map<DefectRecord, string[]>();
  for (const { id, records: own = [] } of scenarios) {
    for (const record of own) records.set(record, [...(records.get(record) ?? []), code(id)]);
  }
  for (const record of anywhere) records.set(record, ['any']);
  return [...records].map(([record, ids]) => [
    `${record.issue}${record.intermittent ? ' (at times)' : ''}`,
    range(record, 'controller'),
    range(record, 'agent'),
    code(record.reason.source),
    record.observed.join(', '),
    ids.join(' '),
  ]);
}

function range(record: VersionRanges, side: keyof VersionRanges): string {
  const versions = record[side];
  return versions === undefined ? 'any' : code(versions);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${text}\``;
}
