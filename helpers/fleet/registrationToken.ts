import type { KubeClient, KubeObject } from '../kube/client.ts';
import { fieldAt } from '../kube/fields.ts';
import { waitFor } from '../kube/wait.ts';
import { parsedYaml } from '../kube/yaml.ts';
import { fromBase64 } from './base64.ts';
import { FLEET_API } from './places.ts';

/** A token by which agents of one workspace may register. */
export interface TokenRequest {
  name: string;
  workspace: string;
  /** How long it is good for, as Go writes durations: `12h`. */
  ttl: string;
}

/** The objects of a registration token. */
export function tokenObjects({ name, workspace, ttl }: TokenRequest): KubeObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: workspace } },
    {
      apiVersion: FLEET_API,
      kind: 'ClusterRegistrationToken',
      metadata: { name, namespace: workspace },
      spec: { ttl },
    },
  ];
}

/**
 * Waits for the chart values that Fleet makes of a token (a Secret of the token's name, key `values`), which are what
 * an administrator hands to the fleet-agent chart. They hold the token itself: secret.
 */
export function awaitTokenValues(
  upstream: KubeClient,
  { name, workspace }: TokenRequest,
  options: { deadlineMs: number; signal: AbortSignal },
): Promise<Record<string, unknown>> {
  return waitFor({ what: `the values of registration token ${workspace}/${name}`, ...options }, async () => {
    const secret = await upstream.get({ apiVersion: 'v1', kind: 'Secret', name, namespace: workspace });
    const values: unknown = parsedYaml(fromBase64(fieldAt(secret, 'data.values')));
    return typeof values === 'object' && values !== null
      ? { done: true, value: values as Record<string, unknown> }
      : { done: false, saw: secret === undefined ? 'no secret' : 'a secret without values' };
  });
}

/** Waits until the time of a token is over: Fleet then deletes it, with what it made of it. */
export function awaitTokenEnd(
  upstream: KubeClient,
  { name, workspace }: TokenRequest,
  options: { deadlineMs: number; signal: AbortSignal },
): Promise<void> {
  const token = { apiVersion: FLEET_API, kind: 'ClusterRegistrationToken', name, namespace: workspace };
  return waitFor({ what: `the end of registration token ${workspace}/${name}`, ...options }, async () =>
    (await upstream.get(token)) === undefined
      ? { done: true, value: undefined }
      : { done: false, saw: 'it is still there' },
  );
}
