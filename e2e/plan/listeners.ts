import { HarnessError } from '../../helpers/process/errors.ts';
import type { ListenerSpec, Scenario, Step } from '../../scenarios/vocabulary/index.ts';

/** What an endpoint of a scenario's acts serves. */
export type ActService = 'charts' | 'registry' | 'git';

/** All steps of a scenario, its own first. */
export function stepsOf(scenario: Scenario): Step[] {
  return [scenario, ...(scenario.afterwards ?? [])];
}

/** The endpoints of a scenario's acts, each once, in the order in which they are first named. */
export function listenersOf(scenario: Scenario): ListenerSpec[] {
  return [...new Set(uses(scenario).map(({ listener }) => listener))];
}

/**
 * What an endpoint serves, by the acts that go to it.
 * @throws HarnessError `config` when they want different things of it.
 */
export function servedBy(scenario: Scenario, listener: ListenerSpec): ActService {
  const services = new Set(
    uses(scenario)
      .filter(use => use.listener === listener)
      .map(({ service }) => service),
  );
  const [service = 'charts', ...others] = services;
  if (others.length === 0) return service;
  throw new HarnessError('config', {
    message: `an endpoint of "${scenario.id}" would have to serve ${[...services].join(' and ')}`,
    cure: 'Give each its own listener in scenarios/',
  });
}

function uses(scenario: Scenario): { listener: ListenerSpec; service: ActService }[] {
  return stepsOf(scenario).flatMap(({ helmOps = [], gitRepos = [] }) => [
    ...helmOps.map(({ charts, form }) => ({
      listener: charts,
      service: form === 'oci' ? ('registry' as const) : ('charts' as const),
    })),
    ...gitRepos.flatMap(({ git, chart, storage }) => [
      { listener: git, service: 'git' as const },
      ...(chart ? [{ listener: chart.at, service: 'charts' as const }] : []),
      ...(storage ? [{ listener: storage.at, service: 'registry' as const }] : []),
    ]),
  ]);
}

/** The endpoints that a scenario changes while it runs: they stand in an edge of their own. */
export function changedListeners(scenario: Scenario): (ListenerSpec | 'up')[] {
  return (scenario.afterwards ?? []).flatMap(({ change }): (ListenerSpec | 'up')[] => {
    switch (change?.kind) {
      case 'up-certificate':
        return ['up'];
      case 'certificate':
      case 'endpoint-down':
      case 'endpoint-up':
        return [change.of];
      default:
        return [];
    }
  });
}
