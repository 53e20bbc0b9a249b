import { oneLine, wrap } from '../../helpers/report/text.ts';
import type { KillTable, MutantFacts, Unmutated } from '../judge/kills.ts';

/** Columns of a terminal. */
const WIDTH = 100;

/** The kill table for a terminal: each mutant with what killed it, and for what reason. */
export function killTableText({ unmutated, mutants }: KillTable): string {
  return [unmutatedLines(unmutated), ...mutants.map(mutantLines), [sumOf(mutants)]]
    .map(lines => lines.join('\n'))
    .join('\n\n');
}

function unmutatedLines({ pair, judged, wrong }: Unmutated): string[] {
  return [
    `${wrong.length === 0 ? 'green' : 'NOT GREEN'}  ${pair} without a mutant: ${judged} scenarios, ${wrong.length} wrong`,
    ...wrong.flatMap(({ scenario, verdict, reason }) => told(`${verdict} ${scenario}`, reason)),
  ];
}

function mutantLines({ name, outcome, killers, strays }: MutantFacts): string[] {
  return [
    `${outcome === 'killed' ? outcome : outcome.toUpperCase()}  ${name}`,
    ...killers.flatMap(({ scenario, how, reason }) => told(`${how} by ${scenario}`, reason)),
    ...strays.flatMap(({ scenario, verdict, reason }) => told(`unexpected: ${verdict} ${scenario}`, reason)),
  ];
}

function told(head: string, reason: string): string[] {
  return [`  ${head}`, ...wrap(oneLine(reason), WIDTH - 6).map(line => `      ${line}`)];
}

/** How many mutants fared how. */
export function sumOf(mutants: readonly MutantFacts[]): string {
  const count = (outcome: MutantFacts['outcome']) => mutants.filter(one => one.outcome === outcome).length;
  const others = (['survived', 'not-as-expected', 'undecided'] as const)
    .filter(outcome => count(outcome) > 0)
    .map(outcome => `, ${count(outcome)} ${outcome}`);
  return `${count('killed')} of ${mutants.length} mutants killed${others.join('')}`;
}
