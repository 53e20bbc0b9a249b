import { HarnessError } from '../process/errors.ts';

/** What all names of things that a run makes in Docker begin with. */
export const NAME_PREFIX = 'ftls-';

/** kind's own label on a node's container; its value is the cluster's name. */
export const KIND_CLUSTER_LABEL = 'io.x-k8s.kind.cluster';

/** A host name has at most 63 characters, and kind appends `-control-plane`. */
const LONGEST_CLUSTER_NAME = 63 - '-control-plane'.length;

/**
 * The name of a run's cluster.
 * @throws HarnessError `config` when kind would refuse it.
 */
export function clusterName(runId: string, role: string): string {
  const name = `${NAME_PREFIX}${runId}-${role}`;
  if (/^[a-z0-9-]+$/.test(name) && name.length <= LONGEST_CLUSTER_NAME) return name;
  throw new HarnessError('config', {
    message: `"${name}" cannot be a cluster's name`,
    cure: `Use small letters, digits and dashes, ${LONGEST_CLUSTER_NAME} in all`,
  });
}

/** The name of a run's docker network. */
export function networkName(runId: string): string {
  return `${NAME_PREFIX}${runId}`;
}

/** The container of a cluster's one node; also its host name on the docker network. */
export function nodeName(cluster: string): string {
  return `${cluster}-control-plane`;
}

/** Whether a name belongs to the run. A run id that begins with another's and a dash counts for both. */
export function isOfRun(name: string, runId: string): boolean {
  return name === networkName(runId) || name.startsWith(`${NAME_PREFIX}${runId}-`);
}
