import fc from 'fast-check';
import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { partOfPlan, scenariosOf } from './part.ts';
import { makePlan } from './plan.ts';
import { selectScenarios } from './select.ts';

const OLD = { id: '0.12.4/0.12.4', controller: '0.12.4', agent: '0.12.4' };
const NEW = { id: '0.16.1/0.16.1', controller: '0.16.1', agent: '0.16.1' };
const core = selectScenarios(families, { ids: [], tier: 'core' });
const whole = makePlan(core, [OLD, NEW]);
const all = { pairs: [OLD.id, NEW.id], scenarios: core.map(({ id }) => id) };

test('the whole of a plan is the plan', () => {
  expect(partOfPlan(whole, all)).toEqual(whole);
});

test('a part has the wanted pairs and scenarios, with the names and endpoints of the whole', () => {
  const part = partOfPlan(whole, { pairs: [NEW.id], scenarios: ['op/index-public'] });
  expect(part.pairs.map(({ key, id }) => [key, id])).toEqual([['p2', NEW.id]]);
  const [phase, ...others] = part.pairs[0]?.phases ?? [];
  expect(others).toEqual([]);
  const inWhole = whole.pairs[1]?.phases[0];
  expect(phase?.scenarios).toEqual(inWhole?.scenarios.filter(({ id }) => id === 'op/index-public'));
  const [agent] = inWhole?.agents.filter(({ name }) => name === phase?.scenarios[0]?.agent) ?? [];
  expect(agent?.users).toBeGreaterThan(1);
  expect(phase?.agents).toEqual([{ ...agent, users: 1 }]);
  expect(part.listeners).toEqual(whole.listeners);
  expect(part.downstreams).toEqual(whole.downstreams);
});

test('what is not meant for the versions is still said of what is wanted, and of nothing else', () => {
  const part = partOfPlan(whole, { ...all, scenarios: ['way/skip-tls-old', 'op/index-public'] });
  expect(part.pairs.map(({ notApplicable }) => notApplicable.map(({ id }) => id))).toEqual([
    [],
    ['way/skip-tls-old'],
  ]);
});

test('whatever part is wanted, each of its agents knows how many scenarios will leave it, and none is alone', () => {
  const part = fc.record({ pairs: fc.subarray(all.pairs), scenarios: fc.subarray(all.scenarios) });
  fc.assert(
    fc.property(part, wanted => {
      const { pairs } = partOfPlan(whole, wanted);
      expect(scenariosOf({ pairs }).filter(id => !wanted.scenarios.includes(id))).toEqual([]);
      for (const { agents, scenarios } of pairs.flatMap(({ phases }) => phases)) {
        expect(scenarios).not.toEqual([]);
        expect(new Set(agents.map(({ name }) => name))).toEqual(new Set(scenarios.map(({ agent }) => agent)));
        expect(agents.reduce((sum, { users }) => sum + users, 0)).toBe(scenarios.length);
      }
    }),
  );
});

test('the scenarios of a plan are those that it was made of', () => {
  expect(scenariosOf(whole).toSorted()).toEqual(core.map(({ id }) => id).toSorted());
});
