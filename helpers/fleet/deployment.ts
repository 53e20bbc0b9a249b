import { probeConfigMapOf } from '../edge/charts.ts';
import type { KubeClient } from '../kube/client.ts';
import { textAt } from '../kube/fields.ts';
import { type PatientLook, waitPatiently } from '../kube/wait.ts';
import type { FleetAdapter } from './adapters/adapter.ts';
import { errorLeft, errorOf, type HelmOpState, helmOpState } from './helmOp.ts';

/** How a HelmOp ended. */
export interface DeploymentOutcome {
  state: HelmOpState;
  /** The chart's one object, downstream; undefined when it is not there. */
  object?: ProbeObject;
}

/** The ConfigMap that a release of the probe chart consists of. */
export interface ProbeObject {
  /** `ConfigMap <namespace>/<name>` */
  name: string;
  /** The version of the chart that it came from. */
  version: string;
}

/** Which HelmOp, and how its two clusters are reached. */
export interface DeploymentWatch {
  upstream: KubeClient;
  downstream: KubeClient;
  adapter: FleetAdapter;
  helmOp: { name: string; workspace: string; clusterNamespace: string; namespace: string };
  deadlineMs: number;
  /** How long one and the same error has to stand before it counts, by its words: some errors pass. */
  settleMs: (error: string) => number;
  /** An error does not end the wait: something was changed since it came up. */
  patient: boolean;
  /** The version that has to be deployed; any by default. */
  version?: string;
  /**
   * Whether the HelmOp's own status says what is asked of it, and the milliseconds in which it may come to: it follows what
   * the agent said. Nothing is asked of it by default.
   */
  own?: { asAsked: (state: HelmOpState) => boolean; withinMs: number };
  signal: AbortSignal;
}

/**
 * Waits until a HelmOp is deployed, or until one error has stood on it for the settling time; and then, where something is
 * asked of the HelmOp's own status, until that is there or its time is over.
 * @throws HarnessError `wait-expired` when neither was seen: silence proves nothing.
 */
export function awaitDeployment(watch: DeploymentWatch): Promise<DeploymentOutcome> {
  const { upstream, downstream, adapter, helmOp, deadlineMs, settleMs, patient, version, signal } = watch;
  const { asAsked, withinMs } = watch.own ?? { asAsked: () => true, withinMs: 0 };
  let error: string | undefined;
  let since = 0;
  return waitPatiently(
    { what: `${adapter.helmOpKind} ${helmOp.name}`, deadlineMs, everyMs: 1_000, signal },
    async (): Promise<PatientLook<DeploymentOutcome>> => {
      const [state, object] = await Promise.all([
        helmOpState(upstream, adapter, helmOp),
        probeObject(downstream, { release: helmOp.name, namespace: helmOp.namespace }),
      ]);
      const value = { state, ...(object !== undefined && { object }) };
      const wanted = object !== undefined && (version === undefined || object.version === version);
      const deployed = state.deployed && wanted;
      const follows = asAsked(state);
      if (deployed && follows) return { done: true, value };
      const other = state.deployed && object !== undefined;
      const current = deployed
        ? `deployed, beside ${errorLeft(state)}`
        : errorOf(state) || (other ? `deployed ${object.version}` : '');
      if (current !== error) {
        error = current;
        since = Date.now();
      }
      const stands = Date.now() - since;
      if (deployed) {
        return stands < withinMs ? { done: false, saw: current, instead: value } : { done: true, value };
      }
      const saw = current || `not deployed, ${object?.name ?? 'nothing'} downstream`;
      // An error that only names a state to come ("waiting") is none.
      const failed =
        state.refusedByController || state.agentError !== '' || state.bundleError !== '' || other;
      const settled = stands >= settleMs(current) && (follows || stands >= withinMs);
      if (!failed || !settled) {
        // Another version than the awaited one is an answer, too.
        return state.deployed ? { done: false, saw, instead: value } : { done: false, saw };
      }
      return patient ? { done: false, saw, instead: value } : { done: true, value };
    },
  );
}

/** The object that a release of the probe chart consists of; undefined when it is not there. */
export async function probeObject(
  downstream: KubeClient,
  { release, namespace }: { release: string; namespace: string },
): Promise<ProbeObject | undefined> {
  const name = probeConfigMapOf(release);
  const found = await downstream.get({ apiVersion: 'v1', kind: 'ConfigMap', name, namespace });
  if (found === undefined) return undefined;
  return {
    name: `ConfigMap ${namespace}/${name}`,
    version: textAt(found, 'data.chart').replace(/^probe-/, ''),
  };
}
