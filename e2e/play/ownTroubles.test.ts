import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { listener, registers, scenario, strictWorld } from '../../scenarios/vocabulary/index.ts';
import { ownTroublesOf } from './ownTroubles.ts';

const scenarios = families.flatMap(({ scenarios }) => scenarios);

function idsWith(trouble: string): string[] {
  return scenarios.filter(one => ownTroublesOf(one).some(own => own === trouble)).map(({ id }) => id);
}

test('a scenario whose endpoint is out of date knows that trouble as its own, whoever serves it', () => {
  expect(idsWith('dates')).toEqual(
    expect.arrayContaining([
      'reg/strict-expired',
      'reg/strict-not-yet-valid',
      'op/expired',
      'model/index-public-expired-skipped-none',
    ]),
  );
});

test('so does one whose endpoint gets out of date by a change', () => {
  const changed = (flaw: 'expired' | 'wrong-name') =>
    scenario('heal/x', {
      story: '',
      source: [],
      tier: 'core',
      world: strictWorld,
      expect: [registers],
      afterwards: [
        { change: { kind: 'up-certificate', becomes: listener('private', { flaw }) }, expect: [] },
      ],
    });
  expect(ownTroublesOf(changed('expired'))).toEqual(['dates']);
  expect(ownTroublesOf(changed('wrong-name'))).toEqual([]);
});

test('so does one that takes an endpoint down', () => {
  expect(idsWith('network').every(id => id.startsWith('heal/'))).toBe(true);
  expect(idsWith('network')).not.toEqual([]);
});

test('most bring nothing of it about', () => {
  const none = scenarios.filter(one => ownTroublesOf(one).length === 0);
  expect(none.map(({ id }) => id)).toContain('op/index-public');
  expect(none.length).toBeGreaterThan(scenarios.length / 2);
});
