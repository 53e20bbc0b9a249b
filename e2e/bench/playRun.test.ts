import { expect, test } from 'vitest';
import type { Verdict } from '../../helpers/report/verdict.ts';
import { demandGreen } from './playRun.ts';

function verdictsOf(...said: Verdict[]) {
  return said.map((verdict, at) => ({ scenario: `op/${at}`, pair: 'a/b', verdict, reason: `reason ${at}` }));
}

test('a run is measured where all its verdicts are green', () => {
  expect(() => demandGreen(verdictsOf('holds', 'known-defect', 'fixed'), 'ignore')).not.toThrow();
});

test('one that is not ends the measurement with what it was and why', () => {
  expect(() => demandGreen(verdictsOf('holds', 'regression', 'no-verdict'), 'ignore')).toThrow(
    '2 of 3 were not green, op/1 with a/b for one: regression: reason 1',
  );
});
