import { HarnessError } from '../process/errors.ts';
import { diskFree } from '../supply/machine.ts';
import type { ClusterSpec } from './cluster.ts';
import { dockerLines } from './docker.ts';
import { clusterName, KIND_CLUSTER_LABEL, nodeName } from './names.ts';

/** GiB that a cluster takes at the least: its node's copies of the images it is given. */
const DISK_PER_CLUSTER = 1.5;

/**
 * Looks for whatever would make the creation fail, before anything is created.
 * @throws HarnessError `docker-unavailable`, `disk-full`, `image-missing`, `name-taken`.
 */
export async function checkBeforeCreation(
  runId: string,
  specs: readonly ClusterSpec[],
  signal: AbortSignal,
): Promise<void> {
  const [rootDir] = await dockerLines(['info', '--format', '{{.DockerRootDir}}'], signal);
  checkDisk(rootDir ?? '', specs.length);
  for (const ref of new Set(specs.map(spec => spec.nodeImage.ref))) await checkImage(ref, signal);
  await checkNames(
    specs.map(spec => clusterName(runId, spec.role)),
    signal,
  );
}

function checkDisk(rootDir: string, clusters: number): void {
  const free = diskFree(rootDir); // of a daemon elsewhere this says nothing; Docker's own error comes later then
  const needed = clusters * DISK_PER_CLUSTER;
  if (free === undefined || free >= needed) return;
  throw new HarnessError('disk-full', {
    message: `${free.toFixed(1)} GiB are free at ${rootDir}, ${clusters} clusters need ${needed} GiB`,
    cure: 'Free some, for instance with: docker system prune',
  });
}

async function checkImage(ref: string, signal: AbortSignal): Promise<void> {
  const found = await dockerLines(['image', 'ls', '--quiet', ref.split('@', 1)[0] ?? ref], signal);
  if (found.length > 0) return;
  throw new HarnessError('image-missing', {
    message: `the node image ${ref} is not in the local Docker`,
    cure: 'Run `npm start`, which makes or pulls it',
  });
}

async function checkNames(names: readonly string[], signal: AbortSignal): Promise<void> {
  const format = `{{.Names}}\t{{.Label "${KIND_CLUSTER_LABEL}"}}`;
  const containers = await dockerLines(['ps', '--all', '--format', format], signal);
  const taken = names.find(name =>
    containers.some(line => {
      const [container, cluster] = line.split('\t');
      return cluster === name || container === nodeName(name);
    }),
  );
  if (taken === undefined) return;
  throw new HarnessError('name-taken', {
    message: `a cluster ${taken} exists already and is not of this run`,
    cure: `Run \`fleet-tls down\`, or remove it with: kind delete cluster --name ${taken}`,
  });
}
