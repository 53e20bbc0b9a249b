import type { KubeClient } from '../kube/client.ts';
import { base64 } from './base64.ts';

/** Where Rancher keeps its CAs, and Fleet looks for them (0.16.1, pkg/cert): secret, and the key in it. */
const NAMESPACE = 'cattle-system';
const CA = { name: 'tls-ca', key: 'cacerts.pem' };
const ADDITIONAL = { name: 'tls-ca-additional', key: 'ca-additional.pem' };

/** What Rancher would have put there, PEM. */
export interface RancherCas {
  ca: string;
  additional?: string;
}

/** Puts Rancher's CAs into the upstream, and takes away those that are not given. */
export async function setRancherCas(upstream: KubeClient, cas: RancherCas | undefined): Promise<void> {
  if (cas !== undefined) {
    await upstream.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  }
  await setSecret(upstream, CA, cas?.ca);
  await setSecret(upstream, ADDITIONAL, cas?.additional);
}

async function setSecret(
  upstream: KubeClient,
  { name, key }: typeof CA,
  value: string | undefined,
): Promise<void> {
  const header = { apiVersion: 'v1', kind: 'Secret' };
  if (value === undefined) return upstream.remove({ ...header, name, namespace: NAMESPACE });
  await upstream.apply({
    ...header,
    metadata: { name, namespace: NAMESPACE },
    type: 'Opaque',
    data: { [key]: base64(value) },
  });
}
