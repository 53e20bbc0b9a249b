import { isDeepStrictEqual } from 'node:util';
import semver from 'semver';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { Scenario } from '../../scenarios/vocabulary/index.ts';
import { listenersOf, servedBy } from './listeners.ts';

/**
 * Holds the catalogue to what plan and judge rely on.
 * @throws HarnessError `config`: an id that stands twice, a control that is none, a record that says too little, an
 *   endpoint that would have to be two things at once.
 */
export function checkCatalogue(all: readonly Scenario[]): void {
  const ids = new Set<string>();
  for (const scenario of all) {
    if (ids.has(scenario.id))
      refuse(`two scenarios are called "${scenario.id}"`, 'Give one of them another id');
    ids.add(scenario.id);
    if (!/^[a-z][a-z-]*\/[a-z0-9][a-z0-9.-]*$/.test(scenario.id)) {
      refuse(`"${scenario.id}" cannot be a scenario's id`, 'Write family/what-is-given, in small letters');
    }
    checkControl(scenario, all);
    checkRecords(scenario);
    for (const listener of listenersOf(scenario)) servedBy(scenario, listener);
  }
}

function checkControl(scenario: Scenario, all: readonly Scenario[]): void {
  if (scenario.control === undefined) return;
  const control = all.find(other => other.id === scenario.control);
  const fits =
    control !== undefined &&
    control.world.mode === 'system-store' &&
    isDeepStrictEqual(control.world.up, scenario.world.up);
  if (fits) return;
  refuse(
    `"${scenario.control}" is no control of "${scenario.id}"`,
    'A control is a scenario in system-store mode with the same `up`',
  );
}

function checkRecords(scenario: Scenario): void {
  for (const { controller, agent, issue, observed } of scenario.records ?? []) {
    const ranges = [controller, agent].filter(range => range !== undefined);
    const wrong = ranges.find(range => semver.validRange(range) === null);
    if (wrong !== undefined)
      refuse(`a record of "${scenario.id}" has the range "${wrong}"`, 'Write a semver range');
    if (ranges.length === 0)
      refuse(`a record of "${scenario.id}" covers every version`, 'Say since and until');
    if (!/^([\w.-]+\/[\w.-]+#\d+|GHSA-[\w-]+|found by this harness)$/.test(issue)) {
      refuse(
        `a record of "${scenario.id}" names the issue "${issue}"`,
        'Write it as rancher/fleet#3589, or "found by this harness"',
      );
    }
    if (observed.length === 0) {
      refuse(`a record of "${scenario.id}" was observed nowhere`, 'Name the real versions, as 0.12.4/0.12.4');
    }
  }
}

function refuse(message: string, how: string): never {
  throw new HarnessError('config', { message, cure: `${how} in scenarios/` });
}
