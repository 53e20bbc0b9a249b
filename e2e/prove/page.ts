import { codeSpan, markdownTable } from '../../helpers/report/markdown.ts';
import type { KillerFacts, MutantFacts, Seen } from '../judge/kills.ts';
import type { ProofResults } from './results.ts';
import { sumOf } from './table.ts';

/** The kill table as a page: mutants x scenarios, and the reason of each kill. */
export function killTablePage({ notice, run, unmutated, mutants }: ProofResults): string {
  return `${[
    '# The kill table',
    `> **${notice}**`,
    `**${sumOf(mutants)}.** Without a mutant: ${unmutated.judged} scenarios, ${unmutated.wrong.length} wrong.`,
    matrix(mutants),
    list('Wrong without a mutant', unmutated.wrong.map(seenLine)),
    list(
      'Unexpected',
      mutants.flatMap(({ name, strays }) => strays.map(one => `${name}: ${seenLine(one)}`)),
    ),
    '## Reasons',
    mutants.flatMap(({ name, killers }) => killers.map(killer => reasonLine(name, killer))).join('\n'),
    `Run ${codeSpan(run.id)}, ${run.startedAt} to ${run.endedAt}`,
  ]
    .filter(block => block !== '')
    .join('\n\n')}\n`;
}

/** One row for each mutant, one column for each scenario that has to kill any. */
function matrix(mutants: readonly MutantFacts[]): string {
  const scenarios = [...new Set(mutants.flatMap(({ killers }) => killers.map(({ scenario }) => scenario)))];
  return markdownTable(
    ['mutant', 'outcome', ...scenarios],
    mutants.map(({ name, outcome, killers }) => [
      name,
      outcome,
      ...scenarios.map(id => killers.find(({ scenario }) => scenario === id)?.how ?? ''),
    ]),
  );
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.map(line => `- ${line}`).join('\n')}`;
}

function seenLine({ scenario, verdict, reason }: Seen): string {
  return `${verdict} ${scenario}: ${codeSpan(reason)}`;
}

function reasonLine(name: string, { scenario, how, reason }: KillerFacts): string {
  return `- ${name}, ${how} by ${scenario}: ${codeSpan(reason)}`;
}
