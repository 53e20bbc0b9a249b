import { expect, test } from 'vitest';
import type { Verdict } from '../../helpers/report/verdict.ts';
import { registers, scenario, strictWorld } from '../../scenarios/vocabulary/index.ts';
import type { Judgement } from './judge.ts';
import { verdictFacts } from './verdictOf.ts';

const plain = scenario('a/b', {
  story: '',
  source: [],
  tier: 'core',
  world: strictWorld,
  expect: [registers],
});
const costly = scenario('a/b', { ...plain, cost: 'nothing is verified' });
const at = { scenario: plain, pair: '0.16.1/0.12.4', startedAt: Date.UTC(2026, 0, 2), seconds: 1.26 };
const judged = (verdict: Verdict): Judgement => ({ verdict, reason: 'deployed', witnesses: [] });

test('a judgement that rests on nothing has neither observations nor evidence nor a record', () => {
  expect(verdictFacts(at, judged('no-verdict'))).toStrictEqual({
    scenario: 'a/b',
    pair: '0.16.1/0.12.4',
    verdict: 'no-verdict',
    reason: 'deployed',
    witnesses: [],
    startedAt: '2026-01-02T00:00:00.000Z',
    seconds: 1.3,
  });
});

test('observations are told without the witnesses, which stand beside them, and a witness that saw nothing is left out', () => {
  const seen = { expected: 'it deploys', met: true, saw: 'deployed' };
  const witness = { source: 'edge' as const, saw: 'requests answered: 2' };
  const facts = verdictFacts(
    { ...at, evidence: 'evidence/a/b' },
    {
      ...judged('holds'),
      observations: [{ ...seen, witnesses: [witness] } as typeof seen],
      witnesses: [witness, { source: 'agent-log', saw: '' }],
    },
  );
  expect(facts.observations).toStrictEqual([seen]);
  expect(facts.witnesses).toStrictEqual([witness]);
  expect(facts.evidence).toBe('evidence/a/b');
});

test('a record is told by its issue, the text of its pattern, and the ranges that it has', () => {
  const record = { reason: /x509: .*/, issue: 'rancher/fleet#1', observed: ['0.12.4/0.12.4'] };
  const told = (of: Judgement['record']) =>
    verdictFacts(at, { ...judged('known-defect'), ...(of && { record: of }) }).record;
  expect(told(record)).toStrictEqual({ issue: 'rancher/fleet#1', reason: 'x509: .*' });
  expect(told({ ...record, intermittent: true })).toHaveProperty('intermittent', true);
  expect(told({ ...record, controller: '>=0.13.0' })).toStrictEqual({
    issue: 'rancher/fleet#1',
    reason: 'x509: .*',
    controller: '>=0.13.0',
  });
  expect(told({ ...record, agent: '<0.13.0' })).toStrictEqual({
    issue: 'rancher/fleet#1',
    reason: 'x509: .*',
    agent: '<0.13.0',
  });
});

test('a way that costs nothing says nothing of a cost', () => {
  expect(verdictFacts(at, judged('holds')).reason).toBe('deployed');
});

test.each(['holds', 'fixed'] as const)('the cost of a way is told where it works: %s', verdict => {
  expect(verdictFacts({ ...at, scenario: costly }, judged(verdict)).reason).toBe(
    'deployed; the cost: nothing is verified',
  );
});

test.each(['regression', 'known-defect', 'no-verdict'] as const)(
  'the cost of a way that did not work is of no interest: %s',
  verdict => {
    expect(verdictFacts({ ...at, scenario: costly }, judged(verdict)).reason).toBe('deployed');
  },
);
