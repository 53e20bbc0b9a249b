import { listAt, textAt } from '../../../helpers/kube/fields.ts';
import { clientOf, clustersOf, type Site } from '../site.ts';
import type { Injector } from './injector.ts';
import { inNode } from './node.ts';

/**
 * Leaves a container 16 MiB more than it has, and lets somebody in who wants 256: the kernel ends the pod's own process
 * first, which Kubernetes gives away before all others.
 */
const KILL = `set -eu
group=$(find /sys/fs/cgroup/memory /sys/fs/cgroup -type d -name "*$1*" 2>/dev/null | head -n 1)
limit=memory.limit_in_bytes used=memory.usage_in_bytes
[ -e "$group/$limit" ] || { limit=memory.max; used=memory.current; }
echo $(($(cat "$group/$used") + 16777216)) > "$group/$limit"
sh -c 'echo $$ > "$0/cgroup.procs"; exec perl -e "my \\$hog = q(x) x 268435456; sleep 5"' "$group" || true`;

/** Has the kernel kill the downstream's agents. They are started again by the kubelet, without that limit. */
export function agentsKilled({ world: { handle } }: Site): Injector {
  return {
    inject: async () => {
      for (const cluster of clustersOf(handle, 'downstream')) {
        const pods = await clientOf(cluster).list({ apiVersion: 'v1', kind: 'Pod' }, 'app=fleet-agent');
        const containers = pods.flatMap(pod =>
          listAt(pod, 'status.containerStatuses').map(status => textAt(status, 'containerID')),
        );
        for (const id of containers) {
          await inNode(cluster.node, 'killing an agent', KILL, id.replace('containerd://', ''));
        }
      }
    },
    undo: async () => {},
  };
}
