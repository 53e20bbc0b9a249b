import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inRange, parseVersion } from '../../helpers/fleet/version.ts';
import { families } from '../../scenarios/index.ts';
import { mutants } from '../../scenarios/mutants.ts';
import { chooseMutants, pairOfMutant, pairWithItself } from './mutants.ts';
import { parsePair } from './pairs.ts';
import { makePlan } from './plan.ts';
import { selectScenarios } from './select.ts';

const STANDIN = parseVersion('standin:0.16');
const all = families.flatMap(({ scenarios }) => scenarios);

describe('choosing mutants', () => {
  test('all are tried when none is named', () => {
    expect(chooseMutants([])).toEqual(mutants);
  });

  test('named ones are tried in the order of the reports', () => {
    const names = chooseMutants(['crash-loop', 'store-never-hidden']).map(({ name }) => name);
    expect(names).toEqual(['store-never-hidden', 'crash-loop']);
  });

  test('a slip of the pen is answered with the name that was meant', () => {
    expect(() => chooseMutants(['store-hiden-forever'])).toThrow('there is no mutant "store-hiden-forever"');
    expect(() => chooseMutants(['store-hiden-forever'])).toThrow(
      expect.objectContaining({
        code: 'usage',
        cure: expect.stringMatching(/^Did you mean store-hidden-forever\?/),
      }),
    );
  });

  test('a name that is like none is answered with those that there are', () => {
    expect(() => chooseMutants(['everything-is-fine'])).toThrow(
      expect.objectContaining({ cure: expect.stringMatching(/^Known are: store-hidden-forever, /) }),
    );
  });

  test('a mutant has a pair that can be asked for by name', () => {
    expect(pairWithItself(STANDIN)).toBe('standin:0.16/standin:0.16');
    const pair = pairOfMutant(STANDIN, 'crash-loop');
    expect(pair).toBe('standin:0.16+crash-loop/standin:0.16+crash-loop');
    expect(parsePair(pair).agent).toBe('0.16.0+standin.crash-loop');
  });
});

describe('the table of mutants', () => {
  test('each has a file of its name in the stand-in, of less than 30 lines, and no file is without', () => {
    const folder = fileURLToPath(new URL('../../helpers/standin/internal/mutant/', import.meta.url));
    const files = readdirSync(folder).filter(file => file !== 'mutant.go' && !file.endsWith('_test.go'));
    const nameOf = (file: string) => file.replace(/\.go$/, '').replaceAll('_', '-');
    expect(files.map(nameOf).toSorted()).toEqual(mutants.map(({ name }) => name).toSorted());
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(text).toContain(`known["${nameOf(file)}"]`);
      expect(text.trimEnd().split('\n').length).toBeLessThan(30);
    }
  });

  test('each has something that has to kill it, and each killer is a scenario that the stand-in can be tried with', () => {
    expect(mutants.filter(({ killers }) => killers.length === 0)).toEqual([]);
    const ids = mutants.flatMap(({ killers }) => killers.map(({ scenario }) => scenario));
    const scenarios = selectScenarios(families, { ids, tier: 'core' });
    const plan = makePlan(scenarios, [{ id: 'a/b', controller: STANDIN, agent: STANDIN }]);
    expect(plan.pairs[0]?.notApplicable).toEqual([]);
  });

  test('no killer has a record that might excuse it on the stand-in; the words of what comes at times alone are tested with the records', () => {
    const excused = mutants.flatMap(({ killers }) =>
      killers.filter(({ scenario }) =>
        all
          .find(({ id }) => id === scenario)
          ?.records?.some(
            ({ controller, agent, intermittent }) =>
              !intermittent && inRange(STANDIN, controller) && inRange(STANDIN, agent),
          ),
      ),
    );
    expect(excused).toEqual([]);
  });

  test('names are unique, and what is expected elsewhere is expected of scenarios that there are', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    const idle = mutants.filter(({ elsewhere }) => elsewhere && !all.some(({ id }) => elsewhere.test(id)));
    expect(idle).toEqual([]);
  });
});

describe('the plan of mutants', () => {
  const pairs = mutants.map(({ name, killers }) => ({
    id: pairOfMutant(STANDIN, name),
    ...parsePair(pairOfMutant(STANDIN, name)),
    only: killers.map(({ scenario }) => scenario),
  }));
  const plan = makePlan(all, pairs);

  test('they share one upstream, one after the other: only a chart value tells them apart', () => {
    expect(plan.upstreams).toEqual(['u1']);
    expect(new Set(plan.pairs.map(({ upstream }) => upstream))).toEqual(new Set(['u1']));
  });

  test('each is tried with its own scenarios and no others', () => {
    for (const [index, { phases, notApplicable }] of plan.pairs.entries()) {
      const planned = phases.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));
      expect(planned.toSorted()).toEqual([...(pairs[index]?.only ?? [])].toSorted());
      expect(notApplicable).toEqual([]);
    }
  });
});
