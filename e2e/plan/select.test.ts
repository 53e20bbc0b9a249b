import { describe, expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import {
  defect,
  deploys,
  family,
  fromIndex,
  fromRegistry,
  listener,
  registers,
  type Scenario,
  scenario,
  storeWorld,
  strictWorld,
} from '../../scenarios/vocabulary/index.ts';
import { selectScenarios } from './select.ts';

const base = { story: '', source: [], tier: 'core', world: strictWorld, expect: [registers] } as const;
const catalogue = (...scenarios: Scenario[]) => [family('a family', scenarios)];
const all = (...scenarios: Scenario[]) => selectScenarios(catalogue(...scenarios), { ids: [], tier: 'core' });

describe('choosing scenarios', () => {
  test('an id brings its control along', () => {
    const chosen = selectScenarios(families, { ids: ['reg/strict-public-up-no-ca'], tier: 'core' });
    expect(chosen.map(({ id }) => id)).toEqual(['reg/strict-public-up-no-ca', 'reg/store-public-up-no-ca']);
  });

  test('a family is chosen by its name', () => {
    const chosen = selectScenarios(families, { ids: ['op'], tier: 'core' });
    expect(chosen.length).toBeGreaterThan(1);
    expect(chosen.every(({ id }) => id.startsWith('op/'))).toBe(true);
  });

  test('a tier holds the ones before it', () => {
    const both = catalogue(scenario('a/core', base), scenario('a/soak', { ...base, tier: 'soak' }));
    expect(selectScenarios(both, { ids: [], tier: 'full' }).map(({ id }) => id)).toEqual(['a/core']);
    expect(selectScenarios(both, { ids: [], tier: 'soak' })).toHaveLength(2);
  });

  test('an unknown id is wrong use, and the known ones are named', () => {
    expect(() => selectScenarios(families, { ids: ['op/nothing'], tier: 'core' })).toThrow(
      'there is no scenario "op/nothing"',
    );
  });
});

describe('a catalogue that contradicts itself is refused before anything starts', () => {
  test('two scenarios of one id', () => {
    expect(() => all(scenario('a/b', base), scenario('a/b', base))).toThrow('two scenarios are called "a/b"');
  });

  test('an id that is no family and name', () => {
    expect(() => all(scenario('A b', base))).toThrow('"A b" cannot be a scenario\'s id');
  });

  test('a control that is not in system-store mode', () => {
    expect(() => all(scenario('a/b', { ...base, control: 'a/c' }), scenario('a/c', base))).toThrow(
      '"a/c" is no control of "a/b"',
    );
  });

  test('a control at another endpoint', () => {
    const control = scenario('a/c', { ...base, world: { ...storeWorld, up: listener('public') } });
    expect(() => all(scenario('a/b', { ...base, control: 'a/c' }), control)).toThrow('is no control');
  });

  const record = { agent: '<0.13.0', reason: /x/, issue: 'rancher/fleet#1', observed: ['0.12.4/0.12.4'] };
  const withRecord = (change: object) =>
    all(scenario('a/b', { ...base, records: [defect({ ...record, ...change })] }));

  test.each([
    ['a range that is none', { agent: 'old ones' }, 'has the range "old ones"'],
    ['no range at all', { agent: undefined }, 'covers every version'],
    ['no issue', { issue: 'somewhere' }, 'names the issue "somewhere"'],
    ['no version that it was observed on', { observed: [] }, 'was observed nowhere'],
  ])('a record with %s', (_, change, message) => {
    expect(() => withRecord(change)).toThrow(message);
  });

  test('a sound record passes, also one that this harness found', () => {
    expect(withRecord({})).toHaveLength(1);
    expect(withRecord({ issue: 'found by this harness' })).toHaveLength(1);
  });

  test('an endpoint that would have to be two things', () => {
    const both = listener('private');
    const confused = scenario('a/b', {
      ...base,
      helmOps: [fromIndex(both), fromRegistry(both)],
      expect: [deploys],
    });
    expect(() => all(confused)).toThrow('would have to serve charts and registry');
  });
});
