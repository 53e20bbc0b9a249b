import { getContainerRuntimeClient } from 'testcontainers';
import { type GroupUse, groupUse } from './cgroup.ts';
import { isOfRun, KIND_CLUSTER_LABEL } from './names.ts';

/** What a running container has taken so far. */
export interface ContainerUse extends GroupUse {
  name: string;
  /** Whether it is the node of a cluster. */
  node: boolean;
}

/**
 * Reads what the running containers of a run have taken, in the system's own account: Docker takes a second to tell of its.
 * What is not shown there is left out.
 */
export async function containerUses(runId: string): Promise<ContainerUse[]> {
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const running = await dockerode.listContainers();
  const uses = await Promise.all(
    running.map(async ({ Id: id, Names: [slashed = ''], Labels }) => {
      const name = slashed.replace(/^\//, '');
      if (!isOfRun(name, runId)) return undefined;
      const { State } = await dockerode.getContainer(id).inspect();
      const use = groupUse({ id, pid: State.Pid });
      return use && { name, node: KIND_CLUSTER_LABEL in Labels, ...use };
    }),
  );
  return uses.filter(use => use !== undefined);
}
