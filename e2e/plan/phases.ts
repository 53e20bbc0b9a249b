import type { Change, GivenCa, Scenario, TlsMode } from '../../scenarios/vocabulary/index.ts';
import { stepsOf } from './listeners.ts';
import type { ControllerSetting } from './plan.ts';

/** Changes that reach beyond the scenario's own agent: whatever else ran at the time would be disturbed. */
const FAR_REACHING: readonly Change['kind'][] = [
  'controller-mode',
  'config-touched',
  'global-trust',
  'fleet-release',
];

/** Whether a scenario needs an agent of its own. */
export function isAlone(scenario: Scenario): boolean {
  const changes = (scenario.afterwards ?? []).some(({ change }) => change !== undefined);
  return scenario.world.registration === 'agent-initiated' || changes || needsTwo(scenario);
}

/** Whether a scenario needs a second cluster. */
export function needsTwo(scenario: Scenario): boolean {
  return stepsOf(scenario).some(({ helmOps = [] }) => helmOps.some(({ twoTargets }) => twoTargets));
}

/** The phase that a scenario runs in: that of its setting of the controller, or its own. */
export function phaseOf(scenario: Scenario): { name: string; controller: ControllerSetting } {
  const { world, afterwards = [] } = scenario;
  const controller: ControllerSetting = {
    // An agent that registers by itself brings its own mode.
    mode: world.registration === 'agent-initiated' ? 'strict' : world.mode,
    globalTrust: world.globalTrust ?? 'none',
    rancherCa: world.rancherCa ?? 'none',
  };
  const farReaching = afterwards.some(({ change }) => change && FAR_REACHING.includes(change.kind));
  return { name: farReaching ? scenario.id : nameOf(controller), controller };
}

function nameOf({ mode, globalTrust, rancherCa }: ControllerSetting): string {
  const settings = [
    mode satisfies TlsMode,
    ...(globalTrust === 'none' ? [] : [`global CA ${caWords(globalTrust)}`]),
    ...(rancherCa === 'none' ? [] : [`Rancher CA ${caWords(rancherCa)}`]),
  ];
  return settings.join(', ');
}

/** A given CA in words. */
export function caWords(ca: GivenCa): string {
  if (typeof ca === 'string') return ca;
  return 'bundle' in ca ? ca.bundle.join('+') : ca.joined.join('++');
}
