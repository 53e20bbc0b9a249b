import { codeSpan, escapeMarkdown, markdownTable } from '../../helpers/report/markdown.ts';
import type { Expected, Fault, Moment } from '../faults/fault.ts';
import type { FaultFacts, ScenarioUnderFault } from '../faults/judge.ts';
import type { FaultResults } from '../faults/results.ts';
import { sumOf } from '../faults/table.ts';

const MOMENTS: Readonly<Record<Moment, string>> = {
  before: 'before the run',
  cleared: 'as the run begins',
  defined: 'as agents register',
  'checked-in': 'after the first check-in',
  acts: 'with the first HelmOp',
};

/** The page `docs/faults.md`: faults x expected x observed, by the committed results. */
export function faultsPage(faults: readonly Fault[], results: FaultResults | undefined): string {
  const rows = faults.map(fault => ({
    fault,
    facts: results?.faults.find(({ name }) => name === fault.name),
  }));
  return [
    '# The harness under faults',
    '<!-- Written by `npm run docs` from e2e/faults/faults.ts and docs/faults.json. A test holds it to them. -->',
    'Clusters, networks and machines fail while scenarios run, and none of that may be said of Fleet. `npm run faults` brings ' +
      'up a world of the stand-in, brings one fault after another about from outside, and holds what the scenarios say meanwhile ' +
      'against what they may say: the right verdict, or `no-verdict` with the fault named; never `regression`, and never ' +
      '`holds` where it could not be seen. After each fault a scenario shows that the world is well again. **The stand-in is ' +
      'not Fleet**: this page speaks of the harness alone.',
    `${sumOf(results?.faults ?? [])}.`,
    markdownTable(
      ['fault', 'what happens', 'when', 'scenario: expected', 'observed', 'outcome'],
      rows.map(({ fault, facts }) => [
        codeSpan(fault.name),
        escapeMarkdown(fault.what),
        whenWords(fault, facts),
        Object.entries(fault.expected)
          .map(([id, may]) => `${codeSpan(id)}: ${expectedWords(may)}`)
          .join('<br>'),
        (facts?.scenarios ?? []).map(({ verdict = 'not played' }) => verdict).join('<br>'),
        facts?.outcome ?? 'not tried yet',
      ]),
    ),
    '## The causes',
    'What was said where there was no verdict:',
    ...rows.flatMap(({ fault, facts }) => causesOf(fault, facts?.scenarios ?? [])),
    '',
  ].join('\n\n');
}

function whenWords({ when, waits }: Fault, facts: FaultFacts | undefined): string {
  const moment = waits === undefined ? MOMENTS[when] : `${waits} s ${MOMENTS[when]}`;
  return facts?.seconds === undefined ? moment : `${moment}, for ${facts.seconds} s`;
}

function expectedWords({ right, cause }: Expected): string {
  const none = cause && `none, named ${codeSpan(cause.source)}`;
  return [right, none].filter(words => words !== undefined).join(', or ');
}

function causesOf({ name }: Fault, scenarios: readonly ScenarioUnderFault[]): string[] {
  const lines = scenarios
    .filter(({ verdict }) => verdict !== 'holds')
    .map(({ scenario, how, reason = '' }) => `- ${codeSpan(scenario)} ${how}: ${codeSpan(reason)}`);
  return lines.length === 0 ? [] : [`### ${name}\n\n${lines.join('\n')}`];
}
