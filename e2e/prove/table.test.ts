import { expect, test } from 'vitest';
import type { KillTable } from '../judge/kills.ts';
import { killTablePage } from './page.ts';
import { proofResults } from './results.ts';
import { killTableText } from './table.ts';

const TABLE: KillTable = {
  unmutated: {
    pair: 'standin:0.16/standin:0.16',
    judged: 2,
    wrong: [{ scenario: 'a/plain', verdict: 'no-verdict', reason: 'the machine failed' }],
  },
  mutants: [
    {
      name: 'one',
      pair: 'standin:0.16+one/standin:0.16+one',
      outcome: 'killed',
      killers: [{ scenario: 'a/first', how: 'killed', reason: 'x509: no' }],
      strays: [],
    },
    {
      name: 'two',
      pair: 'standin:0.16+two/standin:0.16+two',
      outcome: 'survived',
      killers: [{ scenario: 'a/second', how: 'missed', reason: 'deployed' }],
      strays: [{ scenario: 'a/other', verdict: 'regression', reason: 'with a | in it' }],
    },
  ],
};

const run = { id: '1125-0900-abcd', startedAt: '2026-11-25T09:00:00Z', endedAt: '2026-11-25T09:10:00Z' };

test('the terminal is told what killed each mutant, for what reason, and what went otherwise', () => {
  const text = killTableText(TABLE);
  expect(text).toContain('NOT GREEN  standin:0.16/standin:0.16 without a mutant: 2 scenarios, 1 wrong');
  expect(text).toContain('killed  one\n  killed by a/first\n      x509: no');
  expect(text).toContain('SURVIVED  two\n  missed by a/second\n      deployed');
  expect(text).toContain('unexpected: regression a/other');
  expect(text.trimEnd().endsWith('1 of 2 mutants killed, 1 survived')).toBe(true);
});

test('the page has mutants x scenarios with the reasons, and says first that it is not about Fleet', () => {
  const page = killTablePage(proofResults({ run: run as never }, TABLE));
  expect(page).toMatch(/^# The kill table\n\n> \*\*STAND-IN, not Fleet/);
  expect(page).toContain('| mutant | outcome | a/first | a/second |');
  expect(page).toContain('| one | killed | killed |  |');
  expect(page).toContain('| two | survived |  | missed |');
  expect(page).toContain('- one, killed by a/first: `x509: no`');
  expect(page).toContain('- two: regression a/other: `with a │ in it`');
});

test('the results of a proof name the run and say that they are of the stand-in', () => {
  expect(proofResults({ run: { ...run, machine: {} } as never }, TABLE)).toMatchObject({
    schema: 1,
    notice: expect.stringContaining('STAND-IN'),
    run,
    mutants: TABLE.mutants,
  });
});
