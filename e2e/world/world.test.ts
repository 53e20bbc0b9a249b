import { expect, test } from 'vitest';
import type { RegistrationOutcome } from '../../helpers/fleet/registration.ts';
import type { KubeClient } from '../../helpers/kube/client.ts';
import type { Context } from '../../helpers/process/context.ts';
import { registers, scenario, strictWorld } from '../../scenarios/vocabulary/index.ts';
import { makePlan, type PlannedAgent } from '../plan/plan.ts';
import type { RunHandle } from '../run/handle.ts';
import type { Site } from './site.ts';
import { lossOf, needsRoomOf, openWorld } from './world.ts';

/** The agent of the upstream itself: it is there without anybody's doing. */
const local = scenario('a/local', {
  ...{ story: '', source: [], tier: 'core' },
  world: { ...strictWorld, registration: 'local' },
  expect: [registers],
});
const { pairs } = makePlan([local], [{ id: '0.16.1/0.16.1', controller: '0.16.1', agent: '0.16.1' }]);
const [pair] = pairs;
const phase = pair?.phases[0];
const agent = phase?.agents[0] as PlannedAgent;

test('what is left standing to be looked at stays until its world ends, and goes once', async () => {
  if (!pair || !phase) throw new Error('the plan is empty');
  const { signal } = new AbortController();
  const world = openWorld({ signal } as Context, {
    ...{ run: {} as RunHandle, site: {} as Site, upstream: {} as KubeClient, downstreams: {} },
    ...{ pair, phase },
  });
  let cleanedUp = 0;
  world.leaveStanding(agent, async () => {
    cleanedUp += 1;
    await world.leave(agent, 'a/local');
  });
  await world.defined(agent);
  expect(cleanedUp).toBe(0);
  await world.end();
  await world.end();
  expect(cleanedUp).toBe(1);
});

test('an agent that comes by itself needs the room of another such one in its downstream, and of no other', () => {
  const of = (registration: 'managed' | 'agent-initiated', downstream: string): PlannedAgent => ({
    ...agent,
    world: { ...strictWorld, registration },
    downstream,
  });
  const coming = of('agent-initiated', 'd1');
  expect(needsRoomOf(coming, of('agent-initiated', 'd1'))).toBe(true);
  expect(needsRoomOf(coming, of('agent-initiated', 'd2'))).toBe(false);
  expect(needsRoomOf(coming, of('managed', 'd1'))).toBe(false);
  expect(needsRoomOf(of('managed', 'd1'), coming)).toBe(false);
});

test('a registration is lost where the namespace of its cluster is gone, be it the second of two', () => {
  const outcome = (registered: boolean, namespaceGone: boolean) =>
    ({ registered, state: { namespaceGone }, word: { refusal: 'gone' } }) as RegistrationOutcome;
  const registered = outcome(true, false);
  expect(lossOf({ outcome: outcome(false, true) })).toBe('gone');
  expect(lossOf({ outcome: registered, secondOutcome: outcome(false, true) })).toBe('gone');
  expect(lossOf({ outcome: registered })).toBeUndefined();
  expect(lossOf({ outcome: outcome(false, false) })).toBeUndefined();
});
