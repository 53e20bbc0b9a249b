import { probeConfigMapOf } from '../edge/charts.ts';
import type { KubeClient } from '../kube/client.ts';
import { waitFor } from '../kube/wait.ts';
import type { FleetAdapter } from './adapter.ts';
import { type HelmOpState, helmOpState } from './helmOp.ts';

/** How a HelmOp ended. */
export interface DeploymentOutcome {
  state: HelmOpState;
  /** The chart's one object, downstream; undefined when it is not there. */
  object?: string;
}

/** Which HelmOp, and how its two clusters are reached. */
export interface DeploymentWatch {
  upstream: KubeClient;
  downstream: KubeClient;
  adapter: FleetAdapter;
  helmOp: { name: string; workspace: string; clusterNamespace: string; namespace: string };
  deadlineMs: number;
  /** How long one and the same error has to stand before it counts: an error of the first moments may pass. */
  settleMs: number;
  signal: AbortSignal;
}

/**
 * Waits until a HelmOp is deployed, or until one error has stood on it for the settling time.
 * @throws HarnessError `wait-expired` when neither was seen: silence proves nothing.
 */
export function awaitDeployment(watch: DeploymentWatch): Promise<DeploymentOutcome> {
  const { upstream, downstream, adapter, helmOp, deadlineMs, settleMs, signal } = watch;
  let error = '';
  let since = 0;
  return waitFor(
    { what: `${adapter.helmOpKind} ${helmOp.name}`, deadlineMs, everyMs: 1_000, signal },
    async () => {
      const [state, object] = await Promise.all([
        helmOpState(upstream, adapter, helmOp),
        chartObject(downstream, helmOp),
      ]);
      const value = { state, ...(object !== undefined && { object }) };
      if (state.deployed && object !== undefined) return { done: true, value };
      const current = state.agentError || state.shown;
      if (current !== error) {
        error = current;
        since = Date.now();
      }
      // An error that only names a state to come ("waiting") is none.
      const stands = (state.agentError !== '' || state.refusedByController) && Date.now() - since >= settleMs;
      if (stands) return { done: true, value };
      return { done: false, saw: current || `not deployed, ${object ?? 'nothing'} downstream` };
    },
  );
}

/** The ConfigMap that a release of the probe chart consists of. */
async function chartObject(
  downstream: KubeClient,
  { name, namespace }: DeploymentWatch['helmOp'],
): Promise<string | undefined> {
  const configMap = probeConfigMapOf(name);
  const found = await downstream.get({ apiVersion: 'v1', kind: 'ConfigMap', name: configMap, namespace });
  return found === undefined ? undefined : `ConfigMap ${namespace}/${configMap}`;
}
