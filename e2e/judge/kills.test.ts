import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VerdictFacts } from '../../helpers/report/results.ts';
import { VERDICT_ORDER, type Verdict } from '../../helpers/report/verdict.ts';
import type { Mutant } from '../../scenarios/mutants.ts';
import { judgeKills, type KillTable, proofStatus } from './kills.ts';

const PLAIN = 'plain/plain';
const pairOf = (name: string) => `${name}/${name}`;
const MUTANT: Mutant = {
  name: 'm',
  breaks: '',
  killers: [
    { scenario: 'a/first', reason: /its own/ },
    { scenario: 'a/second', reason: /its own/ },
  ],
  elsewhere: /^b\//,
};
const SCENARIOS = [
  { id: 'a/first' },
  { id: 'a/second' },
  { id: 'a/controlled', control: 'a/first' },
  { id: 'a/other' },
  { id: 'b/other' },
];

type Told = Record<string, [Verdict, string] | Verdict>;

function verdictsOf(pair: string, told: Told): VerdictFacts[] {
  return Object.entries(told).map(([scenario, one]) => {
    const [verdict, reason] = typeof one === 'string' ? [one, ''] : one;
    return { scenario, pair, verdict, reason, witnesses: [], seconds: 0 };
  });
}

const KILLED: Told = { 'a/first': ['regression', 'its own'], 'a/second': ['regression', 'its own'] };

function tableOf(ofMutant: Told, ofPlain: Told = { 'a/first': 'holds', 'a/second': 'holds' }): KillTable {
  const verdicts = [...verdictsOf(PLAIN, ofPlain), ...verdictsOf(pairOf('m'), ofMutant)];
  return judgeKills({ mutants: [MUTANT], scenarios: SCENARIOS, verdicts, unmutated: PLAIN, pairOf });
}

function outcomeOf(ofMutant: Told): string | undefined {
  return tableOf(ofMutant).mutants[0]?.outcome;
}

describe('a mutant', () => {
  test('is killed when every scenario that has to turns red for its own reason', () => {
    const table = tableOf(KILLED);
    expect(table.mutants[0]).toMatchObject({ outcome: 'killed', strays: [] });
    expect(table.mutants[0]?.killers.map(({ how }) => how)).toEqual(['killed', 'killed']);
    expect(proofStatus(table, false)).toBe(0);
  });

  test.each(['holds', 'known-defect', 'fixed', 'not-applicable'] as const)(
    'survives when all that has to kill it is %s: none of that stops a release',
    verdict => {
      const table = tableOf({ 'a/first': [verdict, 'its own'], 'a/second': [verdict, 'its own'] });
      expect(table.mutants[0]?.outcome).toBe('survived');
      expect(proofStatus(table, false)).toBe(1);
    },
  );

  test('is not killed as expected when one of its killers misses it', () => {
    expect(outcomeOf({ ...KILLED, 'a/second': 'holds' })).toBe('not-as-expected');
  });

  test('is not killed as expected by another reason', () => {
    const table = tableOf({ ...KILLED, 'a/second': ['regression', 'something else'] });
    expect(table.mutants[0]?.outcome).toBe('not-as-expected');
    expect(table.mutants[0]?.killers[1]).toMatchObject({ how: 'other-reason', reason: 'something else' });
    expect(proofStatus(table, false)).toBe(1);
  });

  test('is not killed as expected when a scenario turns red of which nobody expected it', () => {
    const table = tableOf({ ...KILLED, 'a/other': ['regression', 'why?'] });
    expect(table.mutants[0]).toMatchObject({
      outcome: 'not-as-expected',
      strays: [{ scenario: 'a/other', verdict: 'regression', reason: 'why?' }],
    });
  });

  test('leaves others green, or as their records have it', () => {
    for (const verdict of ['holds', 'known-defect', 'fixed', 'not-applicable'] as const) {
      expect(tableOf({ ...KILLED, 'a/other': verdict }).mutants[0]).toMatchObject({
        outcome: 'killed',
        strays: [],
      });
    }
  });

  test('may turn others red where its list says so', () => {
    expect(outcomeOf({ ...KILLED, 'b/other': 'regression' })).toBe('killed');
  });

  test('may take the verdict from a refusal whose control it breaks, and only from that', () => {
    expect(outcomeOf({ ...KILLED, 'a/controlled': 'no-verdict' })).toBe('killed');
    const notThat = tableOf({ ...KILLED, 'a/first': 'holds', 'a/controlled': 'no-verdict' });
    expect(notThat.mutants[0]).toMatchObject({
      outcome: 'not-as-expected',
      strays: [{ scenario: 'a/controlled', verdict: 'no-verdict' }],
    });
    expect(outcomeOf({ ...KILLED, 'a/controlled': 'regression' })).toBe('not-as-expected');
  });

  test('is undecided where the harness failed, or the run was interrupted', () => {
    for (const told of [
      { ...KILLED, 'a/second': 'no-verdict' as const },
      { 'a/first': KILLED['a/first'] as [Verdict, string] },
      { ...KILLED, 'a/other': 'no-verdict' as const },
      {},
    ]) {
      const table = tableOf(told);
      expect(table.mutants[0]?.outcome).toBe('undecided');
      expect(proofStatus(table, false)).toBe(3);
      expect(proofStatus(table, true)).toBe(130);
    }
  });

  test('that was not played says so', () => {
    expect(tableOf({}).mutants[0]?.killers[0]).toEqual({
      scenario: 'a/first',
      how: 'undecided',
      reason: 'it was not played',
    });
  });

  test('has only the strays that are none of its killers, and need no list of others', () => {
    const { elsewhere, ...plain } = MUTANT;
    const told = { ...KILLED, 'a/second': 'no-verdict' as const, 'b/other': 'regression' as const };
    const verdicts = verdictsOf(pairOf('m'), { ...told, 'c/unknown': 'no-verdict' });
    const table = judgeKills({ mutants: [plain], scenarios: SCENARIOS, verdicts, unmutated: PLAIN, pairOf });
    expect(table.mutants[0]?.strays.map(({ scenario }) => scenario)).toEqual(['b/other', 'c/unknown']);
  });

  test('that nothing has to kill survives', () => {
    const verdicts = verdictsOf(PLAIN, { 'a/first': 'holds' });
    const mutants = [{ ...MUTANT, killers: [] }];
    const table = judgeKills({ mutants, scenarios: SCENARIOS, verdicts, unmutated: PLAIN, pairOf });
    expect(table.mutants[0]?.outcome).toBe('survived');
  });
});

describe('the unmutated stand-in', () => {
  test('has to be green, whatever the mutants say', () => {
    expect(proofStatus(tableOf(KILLED, { 'a/first': 'regression' }), false)).toBe(1);
    expect(proofStatus(tableOf(KILLED, { 'a/first': 'no-verdict' }), false)).toBe(3);
    expect(proofStatus(tableOf(KILLED, {}), false)).toBe(3);
    expect(
      proofStatus(tableOf(KILLED, { 'a/first': 'known-defect', 'a/other': 'not-applicable' }), false),
    ).toBe(0);
  });

  test('does not count for a mutant', () => {
    expect(tableOf({}, KILLED).mutants[0]?.killers.map(({ how }) => how)).toEqual(['undecided', 'undecided']);
  });
});

describe('several mutants', () => {
  const statusOf = (...outcomes: KillTable['mutants'][number]['outcome'][]) => {
    const unmutated = { pair: PLAIN, judged: 1, wrong: [] };
    const mutants = outcomes.map(outcome => ({ name: 'm', pair: 'm/m', outcome, killers: [], strays: [] }));
    return proofStatus({ unmutated, mutants }, false);
  };

  test('are proved only together', () => {
    expect(statusOf('killed', 'killed')).toBe(0);
    expect(statusOf('killed', 'survived')).toBe(1);
    expect(statusOf('not-as-expected', 'killed')).toBe(1);
    expect(statusOf('killed', 'undecided')).toBe(3);
    expect(statusOf('undecided', 'survived')).toBe(1);
  });

  test('have to be there: none prove nothing', () => {
    expect(statusOf()).toBe(3);
  });
});

const told = fc.dictionary(
  fc.constantFrom(...SCENARIOS.map(({ id }) => id)),
  fc.tuple(fc.constantFrom(...VERDICT_ORDER), fc.constantFrom('its own', 'something else')),
) as fc.Arbitrary<Told>;

test('a proof is never given while a killer did not turn red for its reason, or something unexpected is red', () => {
  fc.assert(
    fc.property(told, told, (ofMutant, ofPlain) => {
      const proved = proofStatus(tableOf(ofMutant, ofPlain), false) === 0;
      const red = (id: string) => ofMutant[id]?.[0] === 'regression';
      const killed = MUTANT.killers.every(
        ({ scenario }) => red(scenario) && ofMutant[scenario]?.[1] === 'its own',
      );
      const unexpected = red('a/other') || red('a/controlled');
      const plainWrong = Object.values(ofPlain).some(([verdict]) => verdict === 'regression');
      expect(proved && (!killed || unexpected || plainWrong)).toBe(false);
    }),
  );
});

test('what is red ends with 1, whatever has no verdict besides', () => {
  fc.assert(
    fc.property(told, told, (ofMutant, ofPlain) => {
      const stray = { ...ofMutant, 'a/other': ['regression', 'why?'] as [Verdict, string] };
      expect(proofStatus(tableOf(stray, ofPlain), false)).toBe(1);
    }),
  );
});
