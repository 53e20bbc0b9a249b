import { expect, test } from 'vitest';
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

function settle(
  refused: 'holds' | 'regression' | 'known-defect',
  control?: 'holds' | 'regression' | 'no-verdict',
) {
  const at = { pair: 'a/b', reason: '' };
  const verdicts = [
    { ...at, scenario: 'refused', verdict: refused },
    ...(control === undefined ? [] : [{ ...at, scenario: 'accepted', verdict: control }]),
  ];
  return settleControls(verdicts, SCENARIOS)[0];
}

test('a refusal whose control accepted the same endpoint holds', () => {
  expect(settle('holds', 'holds')?.verdict).toBe('holds');
});

test.each(['regression', 'no-verdict', undefined] as const)(
  'a refusal whose control is %s has no verdict: it may be the endpoint that fails',
  control => {
    expect(settle('holds', control)?.verdict).toBe('no-verdict');
  },
);

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
