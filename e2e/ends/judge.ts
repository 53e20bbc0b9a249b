import type { Cell } from './choose.ts';
import type { EndFacts, ReportFacts } from './facts.ts';

/** What is wrong with what was seen of a run that was ended; empty where all is as expected. */
export function judgeEnd({ phase, end }: Cell, facts: EndFacts): string[] {
  if (!facts.reached) return [`it did not come to this phase: ${facts.lastLine}`];
  return [
    ...statusWrong(phase.judged === true, end.status, facts),
    ...facts.left.map(thing => `left behind: ${thing}`),
    ...facts.missing.map(thing => `removed, though it is not the run's: ${thing}`),
    ...(facts.down !== undefined && facts.down.status !== '0'
      ? [`fleet-tls down ended with ${facts.down.status}`]
      : []),
    ...(end.partialReport && facts.report === undefined ? ['there is no report'] : []),
    ...(facts.report === undefined ? [] : reportWrong(facts.report, facts.status)),
  ];
}

/** A run that had judged all may have come to its own end first: then its report is whole. */
function statusWrong(judged: boolean, expected: string, { status, report }: EndFacts): string[] {
  if (status === undefined) return ['it did not end'];
  const whole = report !== undefined && !report.interrupted && report.rows.length === report.planned;
  if (status === expected || (judged && status === '0' && whole)) return [];
  return [`it ended with ${status}`];
}

/** A report may say less than all, never more than was seen. */
function reportWrong({ interrupted, planned, rows }: ReportFacts, status: string | undefined): string[] {
  const saysSo = interrupted === (status === '130');
  return [
    ...(saysSo ? [] : [`its report says that it was ${interrupted ? '' : 'not '}interrupted`]),
    ...(!interrupted && rows.length < planned ? ['its report lacks rows, and does not say why'] : []),
    ...rows
      .filter(({ verdict, met }) => GREEN.includes(verdict) && !met)
      .map(({ scenario }) => `${scenario} is green by luck: it does not say what was seen`),
    ...rows
      .filter(({ verdict }) => verdict === 'regression')
      .map(({ scenario }) => `${scenario} is red, and Fleet did nothing wrong`),
  ];
}

const GREEN = ['holds', 'fixed'];

/** What was seen of a run that was ended, in words. */
export function observedInWords(facts: EndFacts): string {
  const { status, seconds, down, left, report } = facts;
  const ended =
    status === undefined
      ? 'did not end'
      : `${status.startsWith('SIG') ? 'ended by' : 'ended with'} ${status} after ${Math.round(seconds)} s`;
  const found = down?.found === undefined ? '' : `${down.found} left, `;
  const after = down === undefined ? '' : `${found}\`fleet-tls down\` removed ${down.removed}, `;
  const clean = left.length === 0 ? 'nothing left' : `${left.length} left`;
  return [ended, `${after}${clean}`, report === undefined ? 'no report' : reportInWords(report)].join('; ');
}

function reportInWords({ interrupted, planned, rows }: ReportFacts): string {
  const judged = rows.filter(({ verdict }) => verdict !== 'no-verdict').length;
  return `report${interrupted ? ' of an interruption' : ''}: ${judged} of ${planned} judged`;
}
