import { inRange } from './version.ts';

/** What differs between the generations of Fleet's API. */
export interface FleetAdapter {
  /** The versions that it is written for. */
  generation: string;
  /** The kind of a Helm operation. */
  helmOpKind: 'HelmApp' | 'HelmOp';
  /** Chart values that this generation needs besides the common ones. */
  extraValues: Record<string, unknown>;
}

/** Leases as short as the fleet chart of 0.13 and later lets them be; a replacement pod may wait a whole one. */
const SHORT_LEASES = { leaseDuration: '10s', renewDeadline: '5s', retryPeriod: '1s' };

/** 0.12: the kind is HelmApp, behind a flag that has to be the text "true"; the agent's leases are hard-coded. */
const before013: FleetAdapter = {
  generation: '0.12',
  helmOpKind: 'HelmApp',
  extraValues: { extraEnv: [{ name: 'EXPERIMENTAL_HELM_OPS', value: 'true' }] },
};

/** From 0.13 on: the kind is HelmOp, always on; the agent's leases are chart values. */
const since013: FleetAdapter = {
  generation: '0.13 and later',
  helmOpKind: 'HelmOp',
  extraValues: { agent: { leaderElection: SHORT_LEASES } },
};

/** The adapter for a controller's version. A version newer than all known ones gets the newest adapter. */
export function adapterFor(controllerVersion: string): FleetAdapter {
  return inRange(controllerVersion, '<0.13.0-0') ? before013 : since013;
}
