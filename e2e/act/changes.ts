import { setTimeout as delay } from 'node:timers/promises';
import { bringUp, publishVersions, swapLeaf, takeDown } from '../../helpers/edge/change.ts';
import { restartAgent } from '../../helpers/fleet/agentPod.ts';
import { touchControllerConfig } from '../../helpers/fleet/controllerConfig.ts';
import { revokeCredential } from '../../helpers/fleet/credential.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { Change, ListenerSpec } from '../../scenarios/vocabulary/index.ts';
import type { Scene } from '../play/scene.ts';
import { issueFor } from '../run/endpointLeaf.ts';
import { secretsOf } from '../run/secrets.ts';
import { type Endpoint, endpointOf } from '../world/endpoints.ts';
import { changeSecretTrust } from './helmOps.ts';

/** Brings a change about in the scenario's living world. */
export async function applyChange(scene: Scene, change: Change): Promise<void> {
  const { world, agent, signal } = scene;
  switch (change.kind) {
    case 'agent-restarts': {
      const { watch } = await scene.registered();
      return restartAgent(watch.downstream, watch.cluster.agentNamespace);
    }
    case 'controller-mode':
      return world.site.set({ mode: change.mode });
    case 'config-touched':
      return touchControllerConfig(world.upstream, String(scene.done.changedAt));
    case 'global-trust':
      return world.site.set({ globalTrust: change.trust });
    case 'fleet-release':
      return world.site.changeRelease();
    case 'agent-chart': {
      const { change: changeAgent } = await scene.registered();
      if (changeAgent === undefined) throw notInitiatedByAgent(scene);
      const { kind: _, ...to } = change;
      return changeAgent(to);
    }
    case 'credential-revoked': {
      const { watch } = await scene.registered();
      return demandRevoked(scene, await revokeCredential(world.upstream, watch.cluster));
    }
    case 'up-certificate':
      return swapCertificate(scene, endpointOf(world.run, agent.listener), change.becomes);
    case 'certificate':
      return swapCertificate(scene, scene.endpoint(change.of), change.becomes);
    case 'endpoint-down':
      return takeDown({ ...handleOf(scene.endpoint(change.of)), signal });
    case 'endpoint-up':
      return bringUp({ ...handleOf(scene.endpoint(change.of)), signal });
    case 'published': {
      const { path } = change.at;
      const charts = { versions: change.versions, ...(path !== undefined && { path }) };
      return publishVersions({ ...handleOf(scene.endpoint(change.at)), signal }, charts);
    }
    case 'secret-trust':
      return changeSecretTrust(scene, change.of, change.trust);
    case 'time':
      return delay(change.seconds * 1_000, undefined, { signal });
  }
}

async function swapCertificate(scene: Scene, endpoint: Endpoint, becomes: ListenerSpec): Promise<void> {
  const { authorities } = secretsOf(scene.world.run);
  const leaf = await issueFor(becomes, endpoint.edge, authorities);
  if (leaf !== undefined) await swapLeaf({ ...handleOf(endpoint), signal: scene.signal }, leaf);
}

function handleOf({ edge, planned }: Endpoint): { container: string; listener: string } {
  return { container: edge.container, listener: planned.name };
}

function demandRevoked({ scenario }: Scene, revoked: number): void {
  if (revoked > 0) return;
  throw new HarnessError('internal', {
    message: `${scenario.id}: the agent's credential was not found upstream, so it could not be revoked`,
    cure: 'See how this Fleet names the service accounts of its agents (helpers/fleet/credential.ts)',
  });
}

function notInitiatedByAgent({ scenario }: Scene): HarnessError {
  return new HarnessError('config', {
    message: `"${scenario.id}" changes the agent's chart, but its agent did not come by one`,
    cure: "Declare a world with registration: 'agent-initiated' in scenarios/",
  });
}
