import type { FleetAdapter } from './adapter.ts';
import { at0130 } from './v0.13.0.ts';

/** 0.13.1 to 0.15: the agent reads a HelmOp's secret from upstream, and OCI charts are looked up by the controller. */
export const since0131: FleetAdapter = {
  ...at0130,
  generation: '0.13.1 to 0.15',
  range: '>=0.13.1-0 <0.16.0-0',
};
