import type { FleetAdapter } from './adapter.ts';

const NOT_SERVED = 'the stand-in does not serve it; see docs/real-fleet';

/** What the stand-in of a generation has of it. */
export function ofStandin(adapter: FleetAdapter): FleetAdapter {
  return {
    ...adapter,
    lacks: {
      ...adapter.lacks,
      local: NOT_SERVED,
      gitops: NOT_SERVED,
      'oci-storage': NOT_SERVED,
      polling: NOT_SERVED,
      'two-targets': NOT_SERVED,
      'rancher-ca': NOT_SERVED,
      upgrade: NOT_SERVED,
      'ca-rotation': NOT_SERVED,
      reregistration: NOT_SERVED,
      'agent-bundle': NOT_SERVED,
    },
  };
}
