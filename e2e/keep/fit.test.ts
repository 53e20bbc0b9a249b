import { beforeEach, describe, expect, test } from 'vitest';
import { makePlan } from '../plan/plan.ts';
import { containersOf, fitOf, type WorldNow, type WorldRequest } from './fit.ts';
import { type KeptWorld, planNow } from './keptWorld.ts';
import { exampleWorld, print, UP_SINCE } from './world.fixture.ts';

const DAY_MS = 24 * 3_600_000;

let world: KeptWorld;
let now: WorldNow;
beforeEach(() => {
  // As it comes back from its file.
  world = JSON.parse(JSON.stringify(exampleWorld()));
  now = {
    at: UP_SINCE + DAY_MS,
    running: { names: [...containersOf(world), 'somebody-elses'] },
    plan: exampleWorld().handle.plan,
    prints: { '0.12.4': print('old'), '0.16.1': print('new') },
  };
});

function whyNot(request: WorldRequest = {}): string {
  const fit = fitOf(world, request, now);
  return 'why' in fit ? fit.why : 'it fits';
}

describe('a world that is up fits', () => {
  test('whoever says nothing: all of it is meant', () => {
    expect(fitOf(world, {}, now)).toEqual({
      part: {
        pairs: ['0.12.4/0.12.4', '0.16.1/0.16.1', '0.16.1/0.12.4'],
        scenarios: world.scenarios,
      },
      changed: [],
    });
  });

  test('whoever wants a part of its scenarios with a part of its pairs', () => {
    const scenarios = ['op/index-public'];
    expect(fitOf(world, { scenarios, roles: ['new', 'old'] }, now)).toEqual({
      part: { scenarios, pairs: ['0.12.4/0.12.4', '0.16.1/0.16.1'] },
      changed: [],
    });
    expect(fitOf(world, { scenarios, pairs: ['0.16.1/0.12.4'] }, now)).toEqual({
      part: { scenarios, pairs: ['0.16.1/0.12.4'] },
      changed: [],
    });
  });

  test('whoever asks for its own Fleet and supply', () => {
    expect(whyNot({ fleet: 'local', supply: 'source' })).toBe('it fits');
  });

  test('where its releases cannot have changed, or were only offered to it', () => {
    now = { ...now, prints: {} };
    expect(whyNot()).toBe('it fits');
  });
});

test('what a developer has built anew is told, and does not keep anybody from a world that is up', () => {
  const changes = (change: object) => {
    const fit = fitOf(world, {}, { ...now, prints: { '0.16.1': { ...print('new'), ...change } } });
    return 'changed' in fit ? fit.changed : fit.why;
  };
  const other = 'release 0.16.1 is another by now:';
  expect(changes({})).toEqual([]);
  expect(changes({ charts: '1' })).toEqual([`${other} its charts have changed`]);
  expect(changes({ controllerDigest: 'sha256:1' })).toEqual([
    `${other} the image of its controller is another (fleet:new)`,
  ]);
  expect(changes({ agentDigest: 'sha256:1' })).toEqual([
    `${other} the image of its agent is another (fleet-agent:new)`,
  ]);
});

describe('a world that is up does not fit', () => {
  test.each<[string, WorldRequest, string]>([
    ['a scenario that it was not made for', { scenarios: ['op/many'] }, 'it was not made for op/many'],
    [
      'several of them',
      { scenarios: ['op/many', 'op/v-prefix', 'op/expired', 'op/polling', 'op/index-public'] },
      'it was not made for op/many, op/v-prefix, op/expired and 1 more',
    ],
    [
      'a pair that it has not',
      { pairs: ['0.13.0/0.13.0'] },
      'it has no pair 0.13.0/0.13.0, but 0.12.4/0.12.4, 0.16.1/0.16.1, 0.16.1/0.12.4',
    ],
    ['another Fleet', { fleet: 'standin' }, 'its Fleet is that of given charts'],
    ['another supply', { supply: 'registry' }, 'its supply is source'],
  ])('%s', (_, request, why) => {
    expect(whyNot(request)).toBe(why);
  });

  test('a role that none of its pairs has', () => {
    world.pairs = world.pairs.filter(({ role }) => role === 'new');
    expect(whyNot({ roles: ['old', 'new'] })).toBe('it has no pair old, but 0.16.1/0.16.1');
  });

  test('when one of its containers has stopped, or Docker', () => {
    const [stopped] = containersOf(world);
    now = { ...now, running: { names: containersOf(world).slice(1) } };
    expect(whyNot()).toBe(`its container ${stopped} does not run any more`);
    now = { ...now, running: { unknown: 'Cannot connect' } };
    expect(whyNot()).toBe('no Docker daemon answers (Cannot connect)');
  });

  test('when its certificates end, and one that is not good yet would become good', () => {
    now = { ...now, at: UP_SINCE + 28 * DAY_MS };
    expect(whyNot()).toBe('it fits');
    now = { ...now, at: UP_SINCE + 30 * DAY_MS };
    expect(whyNot()).toContain('29 days');
  });

  test('when its releases have changed, and it has an agent that would not change with them', () => {
    world = JSON.parse(JSON.stringify(exampleWorld(['reg/local-strict'])));
    now = { ...now, plan: planNow(world), running: { names: containersOf(world) } };
    expect(whyNot()).toBe('it fits');
    now = { ...now, prints: { '0.16.1': { ...print('new'), charts: '1' } } };
    expect(whyNot()).toBe(
      "release 0.16.1 is another by now: its charts have changed, and the upstream's own agent would stay what it was",
    );
  });

  test('charts of a version that it has not', () => {
    now = { ...now, prints: { ...now.prints, '0.13.0': print('other') } };
    expect(whyNot()).toBe('it has no release 0.13.0');
  });

  test('when its scenarios are declared otherwise by now', () => {
    now = { ...now, plan: makePlan([], world.pairs) };
    expect(whyNot()).toBe('its scenarios are declared otherwise by now');
  });
});
