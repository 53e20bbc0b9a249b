import type { ListenerSpec, Scenario } from '../../scenarios/vocabulary/index.ts';
import type { OwnTrouble } from '../judge/machine.ts';
import { listenersOf } from '../plan/listeners.ts';

/**
 * What a scenario brings about by itself that would speak of the machine elsewhere: dates that are over or still to come, an
 * endpoint that is taken down. What Fleet makes of it is the scenario's very question.
 */
export function ownTroublesOf(scenario: Scenario): OwnTrouble[] {
  const changes = (scenario.afterwards ?? []).flatMap(({ change }) => change ?? []);
  const becomes = changes.flatMap(change => ('becomes' in change ? change.becomes : []));
  const listeners = [scenario.world.up, ...listenersOf(scenario), ...becomes];
  return [
    ...(listeners.some(isOutOfDate) ? (['dates'] as const) : []),
    ...(changes.some(({ kind }) => kind === 'endpoint-down') ? (['network'] as const) : []),
  ];
}

function isOutOfDate({ flaw }: ListenerSpec): boolean {
  return flaw === 'expired' || flaw === 'not-yet-valid';
}
