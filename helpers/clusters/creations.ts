import { type ListedProcess, listProcesses, sharesOurMounts } from '../process/liveness.ts';
import { KIND_CLUSTER_LABEL, NAME_PREFIX } from './names.ts';
import { removeCluster } from './remove.ts';

/** A process that is creating a cluster. */
interface Creation {
  pid: number;
  /** `kind create cluster` leads this process group, its docker commands belong to it, also as orphans. */
  group: number;
  cluster: string;
  /** kind itself, or one of its docker commands. */
  by: 'kind' | 'docker';
}

/** Finds what is creating our clusters among processes: kind or its docker command outlive a killed run. */
export function creationsIn(processes: readonly ListedProcess[]): Creation[] {
  return processes.flatMap(({ pid, group, args: [, ...args] }): Creation[] => {
    const named = args.slice(0, 3).join(' ') === 'create cluster --name' ? args[3] : undefined;
    if (named?.startsWith(NAME_PREFIX)) return [{ pid, group, cluster: named, by: 'kind' }];
    const label = args[0] === 'run' ? args.find(arg => arg.startsWith(`${KIND_CLUSTER_LABEL}=`)) : undefined;
    const labelled = label?.slice(KIND_CLUSTER_LABEL.length + 1);
    return labelled?.startsWith(NAME_PREFIX) ? [{ pid, group, cluster: labelled, by: 'docker' }] : [];
  });
}

/** What is being created in the Docker of this system: a container, with another one, has mounts of its own. */
function creationsHere(): Creation[] {
  return creationsIn(listProcesses()).filter(({ pid }) => sharesOurMounts(pid));
}

/** The names of the clusters whose creation is under way. */
export function clustersInCreation(): string[] {
  return [...new Set(creationsHere().map(({ cluster }) => cluster))];
}

/** Ends the creation of a cluster and removes what it made so far. */
export async function endCreation(cluster: string): Promise<void> {
  const creations = creationsHere().filter(creation => creation.cluster === cluster);
  // A docker command is left to its end: only then is its container sure to be found.
  for (const { pid } of creations.filter(({ by }) => by === 'kind')) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // ended by itself in the meantime
    }
  }
  for (const group of new Set(creations.map(creation => creation.group))) await removeCluster(cluster, group);
}
