import { expect, test } from 'vitest';
import type { Verdict } from '../../helpers/report/verdict.ts';
import { refusesRegistration, registers, scenario, strictWorld } from '../../scenarios/vocabulary/index.ts';
import { settleControls } from './controls.ts';

const world = { ...strictWorld, mode: 'system-store' as const };
const common = { story: '', source: [], tier: 'core' as const };
const SCENARIOS = [
  scenario('refused', {
    ...common,
    world: strictWorld,
    expect: [refusesRegistration(/x509/)],
    control: 'accepted',
  }),
  scenario('accepted', { ...common, world, expect: [registers] }),
];

function settle(refused: Verdict, control?: Verdict) {
  const at = { pair: 'a/b', reason: 'x509' };
  const verdicts = [
    ...(control === undefined ? [] : [{ ...at, scenario: 'accepted', verdict: control }]),
    { ...at, scenario: 'refused', verdict: refused },
  ];
  return settleControls(verdicts, SCENARIOS).at(-1);
}

test.each(['holds', 'fixed'] as const)(
  'a refusal whose control accepted the same endpoint holds: %s',
  control => {
    expect(settle('holds', control)).toMatchObject({ verdict: 'holds', reason: 'x509' });
  },
);

test.each([
  ['regression', 'is regression'],
  ['known-defect', 'is known-defect'],
  ['no-verdict', 'is no-verdict'],
  [undefined, 'did not run'],
] as const)(
  'a refusal whose control is %s has no verdict: it may be the endpoint that fails',
  (control, how) => {
    expect(settle('holds', control)).toMatchObject({
      verdict: 'no-verdict',
      reason: `refused, but its control accepted ${how}`,
    });
  },
);

test.each(['accepted', 'unknown'])('a scenario without a control keeps its verdict: %s', name => {
  const verdict = { scenario: name, pair: 'a/b', verdict: 'holds' as const, reason: '' };
  expect(settleControls([verdict], SCENARIOS)).toEqual([verdict]);
});

test('a red verdict stays red, whatever its control says', () => {
  expect(settle('regression', 'no-verdict')?.verdict).toBe('regression');
});

test('the control of another pair does not count', () => {
  const verdicts = [
    { scenario: 'refused', pair: 'a/b', verdict: 'holds' as const, reason: '' },
    { scenario: 'accepted', pair: 'c/d', verdict: 'holds' as const, reason: '' },
  ];
  expect(settleControls(verdicts, SCENARIOS)[0]?.verdict).toBe('no-verdict');
});
