import { describe, expect, test } from 'vitest';
import { choose } from './choose.ts';
import type { EndName } from './ends.ts';
import type { EndFacts, ReportFacts, RowFacts } from './facts.ts';
import { judgeEnd, observedInWords } from './judge.ts';

const cellOf = (phase: string, end: EndName) => {
  const [cell] = choose([phase], [end]).cells;
  if (cell === undefined) throw new Error('no such cell');
  return cell;
};
const held: RowFacts = { scenario: 'op/index-public', verdict: 'holds', met: true };
const partial: ReportFacts = { interrupted: true, planned: 3, rows: [held] };
const whole: ReportFacts = { interrupted: false, planned: 1, rows: [held] };
const interrupted: EndFacts = {
  ...{ reached: true, status: '130', seconds: 4.2, lastLine: 'Results: ...' },
  ...{ left: [], missing: [], report: partial },
};
const killed: EndFacts = {
  ...{ reached: true, status: 'SIGKILL', seconds: 0, lastLine: '', left: [], missing: [] },
  down: { status: '0', removed: 5 },
};
const wrongOf = (facts: Partial<EndFacts>, base = interrupted) =>
  judgeEnd(cellOf('scenario', base === killed ? 'sigkill' : 'sigint'), { ...base, ...facts });

describe('a run that is ended is as expected', () => {
  test('when it was interrupted, left nothing and reports what it judged', () => {
    expect(wrongOf({})).toEqual([]);
  });

  test('when `fleet-tls down` removed all of what was killed, which has no report', () => {
    expect(wrongOf({}, killed)).toEqual([]);
  });

  test('when the signal met a run that had judged all, and came to its own end', () => {
    const facts = { ...interrupted, status: '0', report: whole };
    expect(judgeEnd(cellOf('report', 'sigterm'), facts)).toEqual([]);
    expect(judgeEnd(cellOf('report', 'sigterm'), interrupted)).toEqual([]);
    expect(judgeEnd(cellOf('scenario', 'sigterm'), facts)).toEqual(['it ended with 0']);
    expect(judgeEnd(cellOf('report', 'sigterm'), { ...facts, report: partial })).toContain('it ended with 0');
  });
});

describe('it is not as expected', () => {
  test('when it never came to its phase: then nothing else counts', () => {
    expect(wrongOf({ reached: false, left: ['container a'], lastLine: 'no daemon' })).toEqual([
      'it did not come to this phase: no daemon',
    ]);
  });

  test.each([
    ['does not end', { ...interrupted, status: undefined }, 'it did not end'],
    ['ends otherwise', { ...interrupted, status: '3' }, 'it ended with 3'],
    ['leaves something', { ...interrupted, left: ['container a'] }, 'left behind: container a'],
    [
      'takes what is not its own',
      { ...interrupted, missing: ['network ftls-decoy'] },
      "removed, though it is not the run's: network ftls-decoy",
    ],
    ['reports nothing', { ...interrupted, report: undefined }, 'there is no report'],
  ])('when it %s', (_, facts, wrong) => {
    expect(judgeEnd(cellOf('load', 'sigint'), facts as EndFacts)).toContain(wrong);
  });

  test('when `fleet-tls down` fails', () => {
    expect(wrongOf({ down: { status: '3', removed: 0 } }, killed)).toEqual(['fleet-tls down ended with 3']);
  });
});

describe('a report is not true', () => {
  const reportWrong = (report: Partial<ReportFacts>, status = '130') =>
    wrongOf({ report: { ...partial, ...report }, status });

  test('when it keeps silent on the interruption, or on what it lacks', () => {
    expect(reportWrong({ interrupted: false })).toEqual([
      'its report says that it was not interrupted',
      'its report lacks rows, and does not say why',
    ]);
    expect(wrongOf({ report: partial }, killed)).toEqual(['its report says that it was interrupted']);
  });

  test.each(['holds', 'fixed'])('when a row is %s and does not say what was seen', verdict => {
    expect(reportWrong({ rows: [{ ...held, verdict, met: false }] })).toEqual([
      'op/index-public is green by luck: it does not say what was seen',
    ]);
  });

  test('when a row is red, for Fleet did nothing wrong; a row without a verdict is right', () => {
    const row = (verdict: string) => ({ scenario: 'a/b', verdict, met: false });
    expect(reportWrong({ rows: [row('regression'), row('no-verdict')] })).toEqual([
      'a/b is red, and Fleet did nothing wrong',
    ]);
  });
});

test('what was seen is told in one line', () => {
  expect(observedInWords(interrupted)).toBe(
    'ended with 130 after 4 s; nothing left; report of an interruption: 1 of 3 judged',
  );
  expect(observedInWords({ ...killed, left: ['container a'] })).toBe(
    'ended by SIGKILL after 0 s; `fleet-tls down` removed 5, 1 left; no report',
  );
  expect(observedInWords({ ...killed, down: { status: '0', found: 12, removed: 5 } })).toBe(
    'ended by SIGKILL after 0 s; 12 left, `fleet-tls down` removed 5, nothing left; no report',
  );
  const { status: _, ...endless } = interrupted;
  expect(observedInWords(endless)).toMatch(/^did not end; /);
});
