import type { FleetAdapter } from './adapter.ts';

/** 0.12: the kind is HelmApp, behind a flag that has to be the text "true"; the agent's leases are hard-coded. */
export const before013: FleetAdapter = {
  generation: '0.12',
  range: '<0.13.0-0',
  helmOpKind: 'HelmApp',
  controllerValues: {
    extraEnv: [
      { name: 'EXPERIMENTAL_HELM_OPS', value: 'true' },
      { name: 'EXPERIMENTAL_OCI_STORAGE', value: 'true' },
    ],
  },
  agentValues: () => ({}),
  ociChart: ({ reference, version }) => ({ chart: reference, version }),
  ociStorage: ({ reference, secretName }) => ({
    spec: { ociRegistry: { reference, authSecretName: secretName } },
    secretType: 'Opaque',
  }),
  lacks: {
    polling: 'HelmApps do not poll (before 0.13.0)',
    'rancher-ca': "HelmOps fall back on Rancher's CA from 0.16.0 on",
  },
};
