import { describe, expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import {
  checksIn,
  deploys,
  fromTarball,
  listener,
  registers,
  type Scenario,
  scenario,
  strictWorld,
} from '../../scenarios/vocabulary/index.ts';
import { makePlan, type Plan, type PlannedAgent } from './plan.ts';
import { selectScenarios } from './select.ts';

const OLD = { id: '0.12.4/0.12.4', controller: '0.12.4', agent: '0.12.4', other: '0.16.1' };
const NEW = { id: '0.16.1/0.16.1', controller: '0.16.1', agent: '0.16.1', other: '0.12.4' };
const SKEW = { id: '0.16.1/0.12.4', controller: '0.16.1', agent: '0.12.4', other: '0.12.4' };
const PAIRS = [OLD, NEW, SKEW];
const every = selectScenarios(families, { ids: [], tier: 'soak' });
const plan = makePlan(every, PAIRS);

function agentsOf({ pairs }: Plan): PlannedAgent[] {
  return pairs.flatMap(pair =>
    pair.phases.flatMap(phase => [
      ...phase.agents,
      ...phase.scenarios.flatMap(({ accepted }) => (accepted ? [accepted] : [])),
    ]),
  );
}

describe('the plan of the whole catalogue', () => {
  test('every scenario of every pair is either played once or said to be not applicable', () => {
    for (const pair of plan.pairs) {
      const played = pair.phases.flatMap(phase => phase.scenarios.map(({ id }) => id));
      const all = [...played, ...pair.notApplicable.map(({ id }) => id)];
      expect(all.toSorted()).toEqual(every.map(({ id }) => id).toSorted());
    }
  });

  test('strict is played before system-store, so that no token passed an endpoint before its refusal is judged', () => {
    for (const { phases } of plan.pairs) {
      expect(phases.slice(0, 2).map(({ name }) => name)).toEqual(['strict', 'system-store']);
    }
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

  test('every strict refusal of a CA has a control, in its own scenario or in another phase', () => {
    const refusals = every.filter(({ expect: wanted }) =>
      wanted.some(({ kind }) => kind === 'refuses-registration'),
    );
    const lacking = refusals.filter(({ control, accepts }) => control === undefined && accepts === undefined);
    const sound = lacking.filter(({ world: { up } }) => up.flaw === undefined && up.onlyTls === undefined);
    // What is wrong with the certificate itself is accepted by nobody; these are accepted once their CA is corrected.
    expect(sound.map(({ id }) => id)).toEqual(['heal/ca-fixed-later', 'heal/wrong-ca-fixed-later']);
  });

  test('the workarounds are for old agents, and skew is for a new controller with an old agent', () => {
    const [old, new_, skew] = plan.pairs.map(pair => pair.notApplicable.map(({ id }) => id));
    expect(old).toContain('skew/new-controller-old-agent');
    expect(new_).toEqual(expect.arrayContaining(['way/skip-tls-old', 'way/system-store-old']));
    expect(skew).not.toContain('skew/new-controller-old-agent');
    expect(plan.pairs.flatMap(pair => pair.notApplicable).every(({ because }) => because !== '')).toBe(true);
  });

  test('names of agents and listeners are fit for Kubernetes, for Helm and for the edge', () => {
    const names = agentsOf(plan).map(({ name }) => `${name}-agent`);
    expect(names.filter(name => !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name))).toEqual([]);
    expect(plan.listeners.filter(({ name }) => !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))).toEqual([]);
    const releases = plan.pairs.flatMap(({ key }) =>
      every.flatMap(({ id, helmOps = [], afterwards = [] }) =>
        [...helmOps, ...afterwards.flatMap(step => step.helmOps ?? [])].map(
          ({ name, copies }) => `${key}-${id.replace('/', '-')}-${name}${copies === undefined ? '' : '-50'}`,
        ),
      ),
    );
    expect(releases.filter(name => name.length > 53)).toEqual([]);
  });
});

describe('laying out scenarios', () => {
  const base = { story: '', source: [], tier: 'core', world: strictWorld, expect: [registers] } as const;
  const planOf = (...scenarios: Scenario[]) => makePlan(scenarios, [NEW]);
  const agentNames = (...scenarios: Scenario[]) => agentsOf(planOf(...scenarios)).map(({ name }) => name);

  test('scenarios that declare equal worlds share one agent, which knows how many they are', () => {
    const [agent, ...others] = agentsOf(planOf(scenario('a/b', base), scenario('a/c', base)));
    expect(agent).toMatchObject({ name: 'p1-a-b', users: 2 });
    expect(others).toEqual([]);
  });

  test('a scenario that changes its world has an agent of its own', () => {
    const changing = scenario('a/c', {
      ...base,
      afterwards: [{ change: { kind: 'agent-restarts' }, expect: [checksIn] }],
    });
    expect(agentNames(scenario('a/b', base), changing, scenario('a/d', base))).toEqual(['p1-a-b', 'p1-a-c']);
  });

  test('a second agent stands for the control, at the same endpoint', () => {
    const refusing = scenario('a/b', {
      ...base,
      world: { ...strictWorld, trust: 'other' },
      accepts: { trust: 'private' },
    });
    const [first, control] = agentsOf(planOf(refusing));
    expect(control).toMatchObject({ name: 'p1-a-b-control', listener: first?.listener });
    expect(control?.world.trust).toBe('private');
  });

  test('what changes the controller runs in a phase by itself, after the others', () => {
    const flipping = scenario('a/b', {
      ...base,
      afterwards: [{ change: { kind: 'controller-mode', mode: 'system-store' }, expect: [] }],
    });
    const { pairs } = planOf(flipping, scenario('a/c', base));
    expect(pairs[0]?.phases.map(({ name }) => name)).toEqual(['strict', 'a/b']);
  });

  test('an agent that registers by itself brings its own mode, whatever the controller has', () => {
    const world = { ...strictWorld, mode: 'system-store', registration: 'agent-initiated' } as const;
    const { pairs } = planOf(scenario('a/b', { ...base, world }));
    expect(pairs[0]?.phases.map(({ controller }) => controller.mode)).toEqual(['strict']);
  });

  test('agents that come by themselves are spread over downstreams, each with its control', () => {
    const world = { ...strictWorld, registration: 'agent-initiated' } as const;
    const coming = (id: string) => scenario(id, { ...base, world, accepts: { trust: 'other' } });
    const few = planOf(coming('a/b'), scenario('a/c', base));
    expect(few.downstreams).toEqual(['d1']);
    const many = planOf(
      ...Array.from({ length: 20 }, (_, index) => coming(`a/b${index}`)),
      scenario('a/c', base),
    );
    expect(many.downstreams).toEqual(['d1', 'd2', 'd3']);
    for (const { agents, scenarios } of many.pairs[0]?.phases ?? []) {
      for (const { agent: name, accepted } of scenarios) {
        const agent = agents.find(one => one.name === name);
        if (accepted) expect(accepted.downstream).toBe(agent?.downstream);
        else expect(agent?.downstream).toBe('d1');
      }
    }
  });

  test('one listener object is one endpoint, two equal ones are two', () => {
    const shared = listener('private');
    const acts = [
      fromTarball(shared, { name: 'one' }),
      fromTarball(shared, { name: 'two' }),
      fromTarball(listener('private'), { name: 'three' }),
    ];
    const { pairs } = planOf(scenario('a/b', { ...base, helmOps: acts, expect: [deploys] }));
    expect(pairs[0]?.phases[0]?.scenarios[0]?.listeners).toEqual(['p1-a-b.1', 'p1-a-b.2']);
  });

  test('an endpoint that is changed stands in an edge of its own', () => {
    const moving = listener('private');
    const { listeners } = planOf(
      scenario('a/b', {
        ...base,
        helmOps: [fromTarball(moving)],
        expect: [deploys],
        afterwards: [{ change: { kind: 'endpoint-down', of: moving }, expect: [] }],
      }),
    );
    expect(listeners.map(({ name, edge }) => [name, edge])).toEqual([
      ['p1-a-b.up', ''],
      ['p1-a-b.1', 'p1-a-b'],
    ]);
  });

  test('what a version lacks is not applicable, with the reason', () => {
    const polling = scenario('a/b', {
      ...base,
      helmOps: [fromTarball(listener('public'), { polls: true })],
      expect: [deploys],
    });
    const [old] = makePlan([polling], [OLD]).pairs;
    expect(old?.notApplicable).toEqual([{ id: 'a/b', because: 'HelmApps do not poll (before 0.13.0)' }]);
  });
});
