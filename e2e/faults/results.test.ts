import { expect, test } from 'vitest';
import type { FaultFacts } from './judge.ts';
import { faultResults, foldFaults } from './results.ts';

const row = (name: string, outcome: FaultFacts['outcome']): FaultFacts => ({
  ...{ name, outcome, scenarios: [], failures: [] },
  control: { verdict: 'holds', reason: '' },
});

test('what was tried again replaces what was kept of it, and what is no more is left out', () => {
  const kept = faultResults([row('a', 'undecided'), row('gone', 'as-expected'), row('b', 'undecided')]);
  const found = faultResults([row('c', 'as-expected'), row('b', 'as-expected')]);
  expect(foldFaults(kept, found, ['a', 'b', 'c', 'd']).faults).toEqual([
    row('a', 'undecided'),
    row('b', 'as-expected'),
    row('c', 'as-expected'),
  ]);
  expect(foldFaults(undefined, found, ['b']).faults).toEqual([row('b', 'as-expected')]);
});

test('results say that they are of the stand-in', () => {
  expect(faultResults([]).notice).toContain('STAND-IN');
});
