import { expect, test } from 'vitest';
import type { FaultFacts } from './judge.ts';
import { faultText, sumOf } from './table.ts';

const FACTS: FaultFacts = {
  name: 'dns-down',
  outcome: 'as-expected',
  seconds: 20,
  scenarios: [
    { scenario: 'op/a', how: 'right', verdict: 'holds', reason: 'deployed' },
    { scenario: 'op/b', how: 'named', verdict: 'no-verdict', reason: 'lookup edge: no such host' },
  ],
  failures: [],
  control: { verdict: 'holds', reason: 'deployed' },
};

test('a fault is told with what was said of each scenario, and why where it does not hold', () => {
  expect(faultText(FACTS)).toBe(
    [
      'as-expected  dns-down (there for 20 s)',
      '  right op/a holds',
      '  named op/b no-verdict',
      '      lookup edge: no such host',
    ].join('\n'),
  );
});

test('what went otherwise stands out, with what failed and with a world that is not well afterwards', () => {
  const { seconds: _, ...facts } = FACTS;
  const text = faultText({
    ...facts,
    outcome: 'undecided',
    scenarios: [{ scenario: 'op/a', how: 'not-played' }],
    failures: ['no such container'],
    control: { verdict: 'no-verdict', reason: 'gave up' },
  });
  expect(text).toBe(
    [
      'UNDECIDED  dns-down (never there)',
      '  not-played op/a',
      '  failed',
      '      no such container',
      '  afterwards no-verdict',
      '      gave up',
    ].join('\n'),
  );
});

test('faults are counted by how they went', () => {
  const of = (...outcomes: FaultFacts['outcome'][]) => sumOf(outcomes.map(outcome => ({ outcome })));
  expect(of('as-expected', 'as-expected')).toBe('2 of 2 faults went as expected');
  expect(of('as-expected', 'not-as-expected', 'undecided')).toBe(
    '1 of 3 faults went as expected, 1 not-as-expected, 1 undecided',
  );
});
