import type { Feature } from '../../helpers/fleet/adapters/features.ts';
import type { Scenario } from '../../scenarios/vocabulary/index.ts';
import { stepsOf } from './listeners.ts';

/** What a scenario needs of Fleet besides HelmOps and manager-initiated registration, by the words that it uses. */
export function featuresOf(scenario: Scenario): Feature[] {
  const { world, afterwards = [] } = scenario;
  const steps = stepsOf(scenario);
  const helmOps = steps.flatMap(step => step.helmOps ?? []);
  const gitRepos = steps.flatMap(step => step.gitRepos ?? []);
  const changes = afterwards.flatMap(({ change }) => (change ? [change.kind] : []));
  const needed: Record<Feature, boolean> = {
    'agent-initiated': world.registration === 'agent-initiated',
    local: world.registration === 'local',
    gitops: gitRepos.length > 0,
    'oci-storage': gitRepos.some(({ storage }) => storage !== undefined),
    oci: helmOps.some(({ form }) => form === 'oci'),
    polling: helmOps.some(({ polls }) => polls === true),
    'two-targets': helmOps.some(({ twoTargets }) => twoTargets === true),
    'rancher-ca': world.rancherCa !== undefined,
    upgrade: changes.includes('fleet-release'),
    'ca-rotation': changes.includes('global-trust'),
    'config-watch': changes.includes('config-touched'),
    reregistration: changes.includes('credential-revoked'),
    'agent-bundle': world.registration === 'agent-initiated' && changes.includes('controller-mode'),
  };
  return (Object.keys(needed) as Feature[]).filter(feature => needed[feature]);
}
