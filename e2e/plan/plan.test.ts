import { describe, expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { family, registers, type Scenario, scenario, strictWorld } from '../../scenarios/vocabulary.ts';
import { makePlan, selectScenarios } from './plan.ts';

const OLD = { id: '0.12.4/0.12.4', controller: '0.12.4', agent: '0.12.4' };
const NEW = { id: '0.16.1/0.16.1', controller: '0.16.1', agent: '0.16.1' };
const SKEW = { id: '0.16.1/0.12.4', controller: '0.16.1', agent: '0.12.4' };
const core = selectScenarios(families, { ids: [], tier: 'core' });
const plan = makePlan(core, [OLD, NEW, SKEW]);

describe('the plan of the core tier', () => {
  test('every scenario of every pair is either played once or said to be not applicable', () => {
    for (const pair of plan.pairs) {
      const played = pair.phases.flatMap(phase => phase.scenarios.map(({ id }) => id));
      const all = [...played, ...pair.notApplicable.map(({ id }) => id)];
      expect(all.toSorted()).toEqual(core.map(({ id }) => id).toSorted());
    }
  });

  test('strict is played before system-store, so that no token passed an endpoint before its refusal is judged', () => {
    expect(plan.pairs.map(pair => pair.phases.map(({ mode }) => mode))).toEqual([
      ['strict', 'system-store'],
      ['strict', 'system-store'],
      ['strict', 'system-store'],
    ]);
  });

  test('pairs with the same controller share an upstream cluster', () => {
    expect(plan.pairs.map(({ upstream }) => upstream)).toEqual(['u1', 'u2', 'u2']);
    expect(plan.upstreams).toEqual(['u1', 'u2']);
  });

  test('listeners have names and ports of their own', () => {
    const { listeners } = plan;
    expect(new Set(listeners.map(({ name }) => name)).size).toBe(listeners.length);
    expect(new Set(listeners.map(({ port }) => port)).size).toBe(listeners.length);
  });

  test('a control is given the endpoint of the scenario that it is the control of', () => {
    for (const pair of plan.pairs) {
      const endpointOf = (id: string) => {
        const phase = pair.phases.find(({ scenarios }) => scenarios.some(one => one.id === id));
        const planned = phase?.scenarios.find(one => one.id === id);
        return phase?.agents.find(({ name }) => name === planned?.agent)?.listener;
      };
      const refused = endpointOf('reg/strict-public-up-other-ca');
      expect(refused).toBeDefined();
      expect(endpointOf('reg/store-public-up-other-ca')).toBe(refused);
      expect(endpointOf('reg/store-public-up-no-ca')).toBe(endpointOf('reg/strict-public-up-no-ca'));
      expect(endpointOf('reg/strict-public-up-no-ca')).not.toBe(refused);
    }
  });

  test('scenarios that declare equal worlds share one agent', () => {
    const [strict] = plan.pairs[0]?.phases ?? [];
    const agentOf = (id: string) => strict?.scenarios.find(one => one.id === id)?.agent;
    expect(agentOf('op/index-public')).toBe(agentOf('reg/strict-right-ca'));
    expect(agentOf('op/index-public')).not.toBe(agentOf('reg/strict-public-up-no-ca'));
  });

  test('the workarounds are for old agents, and skew is for a new controller with an old agent', () => {
    const meant = plan.pairs.map(pair => pair.notApplicable.map(({ id }) => id));
    expect(meant).toEqual([
      ['skew/new-controller-old-agent'],
      ['way/skip-tls-old', 'way/system-store-old', 'skew/new-controller-old-agent'],
      [],
    ]);
    expect(plan.pairs[1]?.notApplicable.every(({ because }) => because !== '')).toBe(true);
  });

  test('names of pairs, agents and listeners are fit for Kubernetes and for the edge', () => {
    const agents = plan.pairs.flatMap(pair =>
      pair.phases.flatMap(phase => phase.agents.map(({ name }) => name)),
    );
    expect(agents.every(name => /^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/.test(name))).toBe(true);
    expect(plan.listeners.every(({ name }) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))).toBe(true);
  });
});

describe('choosing scenarios', () => {
  const base = { story: '', source: [], world: strictWorld, expect: [registers] };
  const catalogue = (...scenarios: Scenario[]) => [family('a family', scenarios)];

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
    const both = catalogue(
      scenario('a/core', { ...base, tier: 'core' }),
      scenario('a/soak', { ...base, tier: 'soak' }),
    );
    expect(selectScenarios(both, { ids: [], tier: 'full' }).map(({ id }) => id)).toEqual(['a/core']);
    expect(selectScenarios(both, { ids: [], tier: 'soak' })).toHaveLength(2);
  });

  test('an unknown id is wrong use, and the known ones are named', () => {
    expect(() => selectScenarios(families, { ids: ['op/nothing'], tier: 'core' })).toThrow(
      'there is no scenario "op/nothing"',
    );
  });

  test('two scenarios of one id are refused before anything starts', () => {
    const twice = catalogue(
      scenario('a/b', { ...base, tier: 'core' }),
      scenario('a/b', { ...base, tier: 'core' }),
    );
    expect(() => selectScenarios(twice, { ids: [], tier: 'core' })).toThrow('two scenarios are called "a/b"');
  });

  test('a control that is not in system-store mode is none', () => {
    const wrong = catalogue(
      scenario('a/b', { ...base, tier: 'core', control: 'a/c' }),
      scenario('a/c', { ...base, tier: 'core' }),
    );
    expect(() => selectScenarios(wrong, { ids: [], tier: 'core' })).toThrow('"a/c" is no control of "a/b"');
  });
});
