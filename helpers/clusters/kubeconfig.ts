import { join } from 'node:path';
import { stringify } from 'yaml';
import { parsedYaml } from '../kube/yaml.ts';
import { HarnessError } from '../process/errors.ts';

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
  const config = parsedYaml(kubeconfig) as { clusters?: unknown } | null | undefined;
  const [entry, ...others] = Array.isArray(config?.clusters) ? config.clusters : [];
  if (typeof entry?.cluster !== 'object' || entry.cluster === null || others.length > 0) {
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
