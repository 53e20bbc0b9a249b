import { expect, test } from 'vitest';
import type { VerdictFacts } from '../../helpers/report/results.ts';
import type { Expected, Fault } from './fault.ts';
import { judgeFault, type Played } from './judge.ts';

const FROM = Date.parse('2026-11-25T10:00:10Z');
const there = { from: FROM, until: FROM + 20_000 };
const control = { verdict: 'holds', reason: 'deployed' } as const;

function fault(expected: Expected): Fault {
  return {
    name: 'dns-down',
    what: '',
    injection: { kind: 'dns-down' },
    when: 'cleared',
    expected: { 'op/x': expected },
  };
}

function said(verdict: VerdictFacts['verdict'], reason = ''): VerdictFacts {
  const startedAt = '2026-11-25T10:00:00Z';
  return { scenario: 'op/x', pair: 'p', verdict, reason, witnesses: [], startedAt, seconds: 30 };
}

function judged(expected: Expected, verdict: VerdictFacts, more: Partial<Played> = {}) {
  return judgeFault(fault(expected), { there, verdicts: [verdict], failures: [], control, ...more });
}

const HOLDS: Expected = { right: 'holds', cause: /lookup/ };

test('the right verdict is as expected', () => {
  expect(judged(HOLDS, said('holds', 'deployed'))).toEqual({
    name: 'dns-down',
    outcome: 'as-expected',
    from: '2026-11-25T10:00:10.000Z',
    seconds: 20,
    scenarios: [{ scenario: 'op/x', how: 'right', verdict: 'holds', reason: 'deployed' }],
    failures: [],
    control,
  });
});

test('so is none, where the fault is named and none may be reached', () => {
  const facts = judged(HOLDS, said('no-verdict', 'lookup edge: no such host'));
  expect(facts).toMatchObject({ outcome: 'as-expected', scenarios: [{ how: 'named' }] });
});

test.each([
  [HOLDS, said('regression', 'lookup edge: no such host')],
  [HOLDS, said('no-verdict', 'gave up')],
  [HOLDS, said('fixed')],
  [{ right: 'holds' }, said('no-verdict', 'lookup')],
  [{ cause: /lookup/ }, said('holds')],
  [{ cause: /lookup/ }, said('regression', 'lookup')],
] as [Expected, VerdictFacts][])('anything else is not: %j, %j', (expected, verdict) => {
  expect(judged(expected, verdict)).toMatchObject({
    outcome: 'not-as-expected',
    scenarios: [{ how: 'wrong' }],
  });
});

test('a scenario that had ended before the fault was there proves nothing', () => {
  const late = { from: Date.parse('2026-11-25T10:00:30Z'), until: Date.parse('2026-11-25T10:01:00Z') };
  const facts = judged(HOLDS, said('holds'), { there: late });
  expect(facts).toMatchObject({ outcome: 'undecided', scenarios: [{ how: 'untouched' }] });
});

test('neither does one that was not played, and nothing does where the fault or the run failed', () => {
  expect(judged(HOLDS, said('holds'), { verdicts: [] })).toMatchObject({
    outcome: 'undecided',
    scenarios: [{ scenario: 'op/x', how: 'not-played' }],
  });
  const { there: _, ...facts } = {
    there,
    verdicts: [said('holds')],
    failures: ['no such container'],
    control,
  };
  const failed = judgeFault(fault(HOLDS), facts);
  expect(failed).toMatchObject({ outcome: 'undecided', scenarios: [{ how: 'untouched' }] });
  expect(failed).not.toHaveProperty('seconds');
  expect(judged(HOLDS, said('holds'), { failures: ['could not be undone'] }).outcome).toBe('undecided');
});

test('what is wrong is so whatever else failed', () => {
  expect(judged(HOLDS, said('regression'), { failures: ['x'] }).outcome).toBe('not-as-expected');
});
