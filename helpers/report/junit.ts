import { type Cell, cellsOf } from './matrix.ts';
import {
  noticeOf,
  type PairFacts,
  type Results,
  titleOf,
  type VerdictFacts,
  type WitnessFacts,
} from './results.ts';
import { escapeMarkup } from './text.ts';
import { isRed, type StaleRecords } from './verdict.ts';

/** What a test case says besides its name; nothing when it passed. */
type Outcome = { element: 'failure' | 'error' | 'skipped'; type: string; message: string } | undefined;

interface TestCase {
  cell: Cell;
  outcome: Outcome;
}

/**
 * The run as JUnit XML: a suite for each pair, a case for each scenario in it. What is red is a failure, what has no
 * verdict is an error, a known defect and what does not apply are skipped. What an interrupted run did not reach is
 * an error, because nothing is known of it.
 */
export function junit(results: Results): string {
  const { run } = results;
  const notice = noticeOf(results);
  const cases = cellsOf(results).map(cell => ({ cell, outcome: outcomeOf(cell, run) }));
  const suites = results.pairs.map(pair =>
    suite(
      pair,
      cases.filter(({ cell }) => cell.pair === pair),
      results,
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...(notice === undefined ? [] : [`<!-- ${notice} -->`]),
    `<testsuites${attributes({ name: titleOf('fleet-tls-e2e', results), ...totals(cases) })}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function outcomeOf({ judged }: Cell, run: { staleRecords: StaleRecords; interrupted?: boolean }): Outcome {
  if (!judged) {
    return run.interrupted
      ? { element: 'error', type: 'not-run', message: 'not run: the run was interrupted' }
      : { element: 'skipped', type: 'not-run', message: 'not run' };
  }
  const { verdict } = judged;
  if (verdict === 'holds') return undefined;
  const message = `${verdict}: ${judged.reason}${judged.record ? ` (record: ${judged.record.issue})` : ''}`;
  if (isRed(verdict, run.staleRecords)) return { element: 'failure', type: verdict, message };
  return { element: verdict === 'no-verdict' ? 'error' : 'skipped', type: verdict, message };
}

function suite(pair: PairFacts, cases: TestCase[], results: Results): string {
  const name = titleOf(pair.id, results);
  const properties = {
    role: pair.role,
    supply: results.run.supply.strategy,
    'controller.image': pair.controller.image,
    'controller.digest': pair.controller.digest,
    'agent.image': pair.agent.image,
    'agent.digest': pair.agent.digest,
  };
  return [
    `  <testsuite${attributes({ name, ...totals(cases), timestamp: results.run.startedAt.slice(0, 19) })}>`,
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
    ...cases.map(({ cell, outcome }) => testCase(name, cell, outcome)),
    '  </testsuite>',
  ].join('\n');
}

function testCase(classname: string, { scenario, judged }: Cell, outcome: Outcome): string {
  const open = `    <testcase${attributes({ name: scenario.id, classname, time: seconds(judged?.seconds ?? 0) })}`;
  const children = [
    ...(outcome ? [outcomeElement(outcome, judged)] : []),
    ...(judged && judged.witnesses.length > 0
      ? [`      <system-out>${escapeMarkup(judged.witnesses.map(witnessLine).join('\n'))}</system-out>`]
      : []),
  ];
  return children.length === 0 ? `${open}/>` : [`${open}>`, ...children, '    </testcase>'].join('\n');
}

function outcomeElement(
  { element, type, message }: NonNullable<Outcome>,
  judged: VerdictFacts | undefined,
): string {
  if (element === 'skipped') return `      <skipped${attributes({ message })}/>`;
  const evidence = judged?.evidence === undefined ? '' : `evidence: ${judged.evidence}`;
  return `      <${element}${attributes({ type, message })}>${escapeMarkup(evidence)}</${element}>`;
}

function witnessLine({ source, saw }: WitnessFacts): string {
  return `${source}: ${saw}`;
}

function totals(cases: TestCase[]): Record<string, string> {
  const count = (element: string) =>
    String(cases.filter(({ outcome }) => outcome?.element === element).length);
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(cases.reduce((sum, { cell }) => sum + (cell.judged?.seconds ?? 0), 0)),
  };
}

function seconds(value: number): string {
  return value.toFixed(3);
}

function attributes(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`)
    .join('');
}
