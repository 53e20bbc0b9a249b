import { expect, test } from 'vitest';
import type { Release } from '../../helpers/fleet/release.ts';
import { choosePairs } from './pairs.ts';

function release(version: string): Release {
  const image = { reference: `fleet:${version}`, digest: 'sha256:0' };
  return {
    version,
    standin: false,
    charts: { crd: '', fleet: '', agent: '' },
    controller: image,
    agent: image,
  };
}

const ALL = ['0.16.0-rc.1', '0.12.3', '0.16.1', '0.12.4', '0.13.0'].map(release);
const ROLES = ['old', 'new', 'skew'];

function idsOf(releases: Release[], roles: string[] = ROLES, given: string[] = []): string[] {
  return choosePairs(releases, { roles, given }).pairs.map(({ id }) => id);
}

test('old is the newest release before 0.13, new the newest of all, skew the new controller with the old agent', () => {
  expect(idsOf(ALL)).toEqual(['0.12.4/0.12.4', '0.16.1/0.16.1', '0.16.1/0.12.4']);
});

test('a pair that cannot be made of the releases is left out, and that is said', () => {
  const { pairs, left } = choosePairs([release('0.16.1')], { roles: ROLES, given: [] });
  expect(pairs.map(({ id }) => id)).toEqual(['0.16.1/0.16.1']);
  expect(left).toEqual([
    'pair old is left out: no release before 0.13 was given',
    'pair skew is left out: no release before 0.13 was given',
  ]);
});

test('given pairs replace the roles', () => {
  expect(idsOf(ALL, ROLES, ['0.13.0/0.12.4', 'v0.16.1/0.13.0'])).toEqual(['0.13.0/0.12.4', '0.16.1/0.13.0']);
});

test.each([
  [['0.16.1'], '"0.16.1" is not a pair'],
  [['0.16.1/0.12.4/1'], 'is not a pair'],
  [['0.16.1/0.99.0'], 'there is no release 0.99.0 here'],
  [['0.16.1/latest'], '"latest" is not a Fleet version'],
])('the pair %s is refused in one line', (given, message) => {
  expect(() => idsOf(ALL, ROLES, given)).toThrow(message);
});

test('an unknown role is refused', () => {
  expect(() => idsOf(ALL, ['older'])).toThrow('there is no pair "older"');
});

test('a run without any pair is refused', () => {
  expect(() => idsOf([release('0.16.1')], ['old'])).toThrow('none of the pairs old can be made of 0.16.1');
});
