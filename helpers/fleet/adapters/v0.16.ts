import type { FleetAdapter } from './adapter.ts';
import { since0131 } from './v0.13.1.ts';

/** 0.16 and later: an agent has to name its registration token, and HelmOps fall back on Rancher's CA. */
export const since016: FleetAdapter = {
  ...since0131,
  generation: '0.16 and later',
  range: '>=0.16.0-0',
  agentValues: ({ name }) => ({ tokenName: name }),
  lacks: {},
};
