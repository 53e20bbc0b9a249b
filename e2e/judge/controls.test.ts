import { expect, test } from 'vitest';
import type { Verdict } from '../../helpers/report/verdict.ts';
import { refusesRegistration, registers, scenario, strictWorld } from '../../scenarios/vocabulary/index.ts';
import { settleControls, withControl } from './controls.ts';
import type { Judgement, Observation } from './judge.ts';

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

const REFUSED: Judgement = {
  verdict: 'holds',
  reason: 'x509: unknown',
  observations: [{ expected: 'a refusal', met: true, saw: 'x509: unknown' }],
  witnesses: [{ source: 'agent-log', saw: 'x509: unknown' }],
};
const control = (met: boolean, saw: string): Observation => ({
  expected: 'the control is accepted',
  met,
  saw,
  witnesses: [{ source: 'edge', saw: 'control: 0 requests' }],
});

test('a refusal whose control is accepted holds, and says both', () => {
  expect(withControl(REFUSED, control(true, 'the control sent its token'))).toEqual({
    verdict: 'holds',
    reason: 'x509: unknown; the control sent its token',
    observations: [...(REFUSED.observations ?? []), control(true, 'the control sent its token')],
    witnesses: [...REFUSED.witnesses, { source: 'edge', saw: 'control: 0 requests' }],
  });
});

test('a refusal whose control is refused as well has no verdict, and rests on both', () => {
  const { verdict, reason, observations, witnesses } = withControl(REFUSED, control(false, 'x509: too'));
  expect([verdict, reason]).toEqual(['no-verdict', 'refused, but its control was not accepted: x509: too']);
  expect([observations, witnesses]).toMatchObject([{ length: 2 }, { length: 2 }]);
});

test('where the machine was in the way of the control, that is named, unless the scenario brought it about', () => {
  const expired = control(false, 'x509: certificate has expired or is not yet valid');
  expect(withControl(REFUSED, expired).reason).toBe(
    'the dates of a certificate, or the clock, are wrong, which says nothing of Fleet: ' +
      'refused, but its control was not accepted: x509: certificate has expired or is not yet valid',
  );
  expect(withControl(REFUSED, expired, ['dates'])).toMatchObject({
    verdict: 'no-verdict',
    reason: expect.stringMatching(/^refused, but/),
  });
});
