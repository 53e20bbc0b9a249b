import { parse, stringify } from 'yaml';
import { HarnessError } from '../process/errors.ts';

/** The part of a kubeconfig that says where the API server is. */
interface KubeconfigClusters {
  clusters?: { cluster: { server: string } }[];
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
