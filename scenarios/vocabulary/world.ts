import type { GivenCa, ListenerSpec } from './endpoints.ts';
import { listener } from './endpoints.ts';

/** `agentTLSMode`; `neither` is a word that Fleet does not know, `empty` is none at all. */
export type TlsMode = 'strict' | 'system-store' | 'neither' | 'empty';

/**
 * The world that a scenario needs. Scenarios that declare equal worlds share one agent, unless one of them changes
 * something or registers by the agent.
 */
export interface WorldSpec {
  /** The controller's mode; where the agent registers by itself, the agent's own. */
  mode: TlsMode;
  /**
   * How agent and upstream come together. `managed`: the upstream's controller reaches into the downstream.
   * `agent-initiated`: the fleet-agent chart, one agent at a time. `local`: the upstream is its own downstream.
   */
  registration: 'managed' | 'agent-initiated' | 'local';
  /** The endpoint in front of the upstream API server, as the agent sees it. */
  up: ListenerSpec;
  /** The CA that the agent is given for it (`apiServerCA`). */
  trust: GivenCa;
  /** The agent is given the endpoint's IP address instead of its name. */
  byAddress?: boolean;
  /** How long the registration token is good for, where the agent registers by itself, as `12h`; 12 hours by default. */
  tokenTtl?: string;
  /** An endpoint in front of the downstream API server, and the CA that the controller is given for it. */
  down?: { at: ListenerSpec; trust: GivenCa };
  /** The CA in the controller's own config, which counts for clusters that bring none; none by default. */
  globalTrust?: GivenCa;
  /** What Rancher would have put into `cattle-system/tls-ca` (and, with `joined`, into `tls-ca-additional`). */
  rancherCa?: GivenCa;
}

/** The world of most scenarios: strict mode, an upstream under the private CA, which the agent is given. */
export const strictWorld: WorldSpec = {
  mode: 'strict',
  registration: 'managed',
  up: listener('private'),
  trust: 'private',
};

/** The same in system-store mode. */
export const storeWorld: WorldSpec = { ...strictWorld, mode: 'system-store' };
