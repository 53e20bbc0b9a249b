import type { FleetAdapter } from './adapter.ts';
import { SHORT_LEASES } from './leases.ts';

/** 0.13.0: the kind is HelmOp, always on; the agent's leases are chart values. */
export const at0130: FleetAdapter = {
  generation: '0.13.0',
  range: '>=0.13.0-0 <0.13.1-0',
  helmOpKind: 'HelmOp',
  controllerValues: { agent: { leaderElection: SHORT_LEASES } },
  agentValues: () => ({}),
  ociChart: ({ reference, version }) => ({ repo: reference, version }),
  ociStorage: ({ secretName }) => ({
    spec: { ociRegistrySecret: secretName },
    secretType: 'fleet.cattle.io/bundle-oci-storage/v1alpha1',
  }),
  lacks: {
    'rancher-ca': "HelmOps fall back on Rancher's CA from 0.16.0 on",
  },
};
