import type { GivenCa, ListenerSpec } from './endpoints.ts';
import type { TlsMode } from './world.ts';

/** Something that changes in a living world. */
export type Change =
  /** The agent's pod is deleted. */
  | { kind: 'agent-restarts' }
  /** The controller's `agentTLSMode` is set. */
  | { kind: 'controller-mode'; mode: TlsMode }
  /** The controller's ConfigMap is written again without a change of its content. */
  | { kind: 'config-touched' }
  /** The CA in the controller's own config is set. */
  | { kind: 'global-trust'; trust: GivenCa }
  /** `helm upgrade` of the fleet-agent chart with another mode or CA; the pod is not restarted by it. */
  | { kind: 'agent-chart'; mode?: TlsMode; trust?: GivenCa }
  /** The agent's credential is revoked upstream: its service account's token is gone. */
  | { kind: 'credential-revoked' }
  /** The upstream's endpoint gets another certificate. */
  | { kind: 'up-certificate'; becomes: ListenerSpec }
  /** A chart endpoint gets another certificate. */
  | { kind: 'certificate'; of: ListenerSpec; becomes: ListenerSpec }
  /** A chart endpoint refuses connections from now on, or listens again. */
  | { kind: 'endpoint-down'; of: ListenerSpec }
  | { kind: 'endpoint-up'; of: ListenerSpec }
  /** A chart endpoint has further versions of the chart. */
  | { kind: 'published'; at: ListenerSpec; versions: readonly string[] }
  /** A HelmOp's secret carries another CA. */
  | { kind: 'secret-trust'; of: string; trust: GivenCa }
  /** Nothing but time goes by. */
  | { kind: 'time'; seconds: number }
  /** Fleet is upgraded, or downgraded, to the other release of the run. */
  | { kind: 'fleet-release' };
