import type { KubeClient } from '../kube/client.ts';
import { fieldAt } from '../kube/fields.ts';
import { waitPatiently } from '../kube/wait.ts';
import { parsedYaml } from '../kube/yaml.ts';
import { fromBase64 } from './base64.ts';

/**
 * Whether the kubeconfig that an agent saved at registration (Secret `fleet-agent`, key `kubeconfig`) carries a CA:
 * without one the operating system's store decides whom the agent trusts (Fleet 0.12-0.16).
 * @returns undefined when none is saved.
 */
async function savedCa(downstream: KubeClient, agentNamespace: string): Promise<boolean | undefined> {
  const at = { apiVersion: 'v1', kind: 'Secret', name: 'fleet-agent', namespace: agentNamespace };
  const kubeconfig: unknown = parsedYaml(fromBase64(fieldAt(await downstream.get(at), 'data.kubeconfig')));
  if (typeof kubeconfig !== 'object' || kubeconfig === null || !('clusters' in kubeconfig)) return undefined;
  const clusters = Array.isArray(kubeconfig.clusters) ? kubeconfig.clusters : [];
  return clusters.some(entry => Boolean(entry?.cluster?.['certificate-authority-data']));
}

/**
 * Waits until the kubeconfig that an agent saved carries a CA, or carries none, as wanted.
 * @returns what it is like in the end; undefined when none is saved.
 */
export function awaitSavedCa(
  downstream: KubeClient,
  agentNamespace: string,
  options: { wanted: boolean; deadlineMs: number; signal: AbortSignal },
): Promise<boolean | undefined> {
  const { wanted, ...patience } = options;
  return waitPatiently({ what: `the saved kubeconfig in ${agentNamespace}`, ...patience }, async () => {
    const saved = await savedCa(downstream, agentNamespace);
    if (saved === wanted) return { done: true, value: saved };
    return {
      done: false,
      saw: saved === undefined ? 'none' : `one with${saved ? '' : 'out'} a CA`,
      instead: saved,
    };
  });
}
