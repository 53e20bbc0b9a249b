import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { HarnessError } from '../process/errors.ts';

/** The part of a kubeconfig that says where the API server is. */
interface KubeconfigClusters {
  clusters?: { cluster: { server: string } }[];
}

/**
 * Where the kubeconfigs of a cluster lie: that for this machine, and that for what runs in Docker beside it. A person
 * takes all of `*.kubeconfig` together, and kubectl then the first that names a cluster: the second is none of them.
 */
export function kubeconfigFiles(folder: string, role: string): { own: string; internal: string } {
  return { own: join(folder, `${role}.kubeconfig`), internal: join(folder, `${role}.kubeconfig.internal`) };
}

/**
 * The same kubeconfig with another address of the API server, for those who reach it by another way.
 * @throws HarnessError `cluster-failed` when the text names no single cluster.
 */
export function withServer(kubeconfig: string, server: string): string {
  const config = parse(kubeconfig) as (KubeconfigClusters & Record<string, unknown>) | null;
  const [entry, ...others] = config?.clusters ?? [];
  if (!entry || others.length > 0) {
    throw new HarnessError('cluster-failed', {
      message: 'the kubeconfig that kind wrote does not name one cluster',
      cure: 'Create the cluster again',
    });
  }
  entry.cluster.server = server;
  return stringify(config);
}

/** A kubeconfig with a bearer token, and with a CA (PEM) where one is given. It is secret. */
export function tokenKubeconfig(parts: { name: string; server: string; token: string; ca?: string }): string {
  const { name, server, token, ca } = parts;
  const cluster = {
    server,
    ...(ca !== undefined && { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
  };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
