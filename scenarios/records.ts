import { defect } from './vocabulary/index.ts';

/**
 * The agent hides the operating system's CA store for ever once it has registered under strict, so every https
 * fetch of a chart fails. Mended in 0.13.0-beta.2 by rancher/fleet#3806, on no 0.12.x.
 */
export const storeHiddenForEver = defect({
  agent: '<0.13.0-beta.2',
  reason: /failed to load system roots/,
  issue: 'rancher/fleet#3589',
  observed: ['0.12.4/0.12.4', '0.16.1/0.12.4'],
});

/** An agent up to 0.13.0 looks for the HelmOp's secret in its own cluster, where nobody puts it. */
export const secretReadDownstream = defect({
  controller: '<=0.13.0',
  agent: '<=0.13.0',
  reason: /secrets? "[^"]*" not found/i,
  issue: 'rancher/fleet#3658',
  observed: ['0.12.4/0.12.4'],
});

/** A controller from 0.13 on passes the skip option under a new name, which an older agent does not know. */
export const skipOptionRenamed = defect({
  controller: '>=0.13.0-0',
  agent: '<0.13.0-beta.2',
  reason: /failed to load system roots/,
  issue: 'found by this harness',
  observed: ['0.16.1/0.12.4'],
});
