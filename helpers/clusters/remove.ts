import { HarnessError } from '../process/errors.ts';
import { groupIsAlive } from '../process/liveness.ts';
import { type Look, poll } from '../process/poll.ts';
import { dockerLines } from './docker.ts';
import { KIND_CLUSTER_LABEL } from './names.ts';

/**
 * Removes a cluster's containers with their volumes; one that is not there is as good as removed.
 * @param creator process group of a `kind create cluster` that was ended: its orphaned docker commands may still
 *   bring a container into the world, so the removal is complete only when the last of them has ended.
 */
export async function removeCluster(name: string, creator?: number): Promise<void> {
  await poll(
    { what: `the end of cluster ${name}`, deadlineMs: 300_000, everyMs: 200 },
    async (): Promise<Look<void>> => {
      // Asked before the list is taken: what is not on a list taken after the last command ended will never come.
      const creating = creator !== undefined && groupIsAlive(creator);
      const containers = await dockerLines([
        'ps',
        '--all',
        '--quiet',
        '--filter',
        `label=${KIND_CLUSTER_LABEL}=${name}`,
      ]);
      if (containers.length > 0) await removeContainers(containers);
      else if (!creating) return { done: true, value: undefined };
      return { done: false, saw: `${containers.length} containers` };
    },
  );
}

/** Removes containers with their volumes, running or not; another removal under way is no failure. */
export async function removeContainers(containers: readonly string[]): Promise<void> {
  try {
    await dockerLines(['rm', '--force', '--volumes', ...containers]);
  } catch (error) {
    const output = error instanceof HarnessError && error.cause instanceof Error ? error.cause.message : '';
    if (!/already in progress|No such container/i.test(output)) throw error;
  }
}
