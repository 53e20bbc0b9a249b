import { run } from '../../../helpers/process/run.ts';
import type { Side } from '../fault.ts';
import { nodesOf, type Site } from '../site.ts';
import { forEach, type Injector } from './injector.ts';
import { awaitKubectl, inNode, kubectlIn } from './node.ts';

/** Kills the API server; the fault is over when it says that it is ready. */
export function apiKilled({ world }: Site, on: Side): Injector {
  const nodes = nodesOf(world.handle, on);
  return {
    inject: () =>
      forEach(nodes, node => inNode(node, 'killing the API server', 'pkill -KILL kube-apiserver')),
    undo: () => forEach(nodes, node => awaitKubectl(node, 'get --raw /readyz', /^ok/)),
  };
}

/** Has a node stand still. */
export function nodePaused({ world }: Site, on: Side): Injector {
  const nodes = nodesOf(world.handle, on);
  return {
    inject: () => forEach(nodes, node => run('docker', ['pause', node])),
    // One that is not paused is an error to Docker.
    undo: () => forEach(nodes, node => run('docker', ['unpause', node], { accept: [1] })),
  };
}

/** Takes the resolver's pods away. */
export function dnsDown({ world }: Site): Injector {
  const nodes = nodesOf(world.handle, 'downstream');
  const scale = (replicas: number) => (node: string) =>
    kubectlIn(node, `--namespace kube-system scale deployment/coredns --replicas=${replicas}`);
  return {
    inject: async () => {
      await forEach(nodes, scale(0));
      // One that has to end goes on answering for a while.
      await forEach(nodes, node =>
        kubectlIn(
          node,
          '--namespace kube-system wait pods --selector k8s-app=kube-dns --for=delete --timeout=60s',
        ),
      );
    },
    undo: async () => {
      await forEach(nodes, scale(KIND_RESOLVERS));
      await forEach(nodes, node =>
        kubectlIn(node, '--namespace kube-system rollout status deployment/coredns --timeout=60s'),
      );
    },
  };
}

/** How many resolvers kind starts. */
const KIND_RESOLVERS = 2;
