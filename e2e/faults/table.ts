import { oneLine, wrap } from '../../helpers/report/text.ts';
import type { FaultFacts } from './judge.ts';

/** Columns of a terminal. */
const WIDTH = 100;

/** One fault for a terminal: how the harness stood it, what was said of each scenario, and why. */
export function faultText({ name, outcome, seconds, scenarios, failures, control }: FaultFacts): string {
  const there = seconds === undefined ? 'never there' : `there for ${seconds} s`;
  return [
    `${outcome === 'as-expected' ? outcome : outcome.toUpperCase()}  ${name} (${there})`,
    ...scenarios.flatMap(({ scenario, how, verdict = '', reason = '' }) =>
      told(`${how} ${scenario} ${verdict}`.trimEnd(), verdict === 'holds' ? '' : reason),
    ),
    ...failures.flatMap(failure => told('failed', failure)),
    ...(control.verdict === 'holds' ? [] : told(`afterwards ${control.verdict}`, control.reason)),
  ].join('\n');
}

function told(head: string, reason: string): string[] {
  const lines = reason === '' ? [] : wrap(oneLine(reason), WIDTH - 6);
  return [`  ${head}`, ...lines.map(line => `      ${line}`)];
}

/** How many faults went how. */
export function sumOf(faults: readonly Pick<FaultFacts, 'outcome'>[]): string {
  const count = (outcome: FaultFacts['outcome']) => faults.filter(fault => fault.outcome === outcome).length;
  const others = (['not-as-expected', 'undecided'] as const)
    .filter(outcome => count(outcome) > 0)
    .map(outcome => `, ${count(outcome)} ${outcome}`);
  return `${count('as-expected')} of ${faults.length} faults went as expected${others.join('')}`;
}
