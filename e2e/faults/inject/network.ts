import { run } from '../../../helpers/process/run.ts';
import { edgesOf, nodesOf, type Site } from '../site.ts';
import { forEach, type Injector } from './injector.ts';

/** Stops the edge, with all its listeners. */
export function edgeStopped({ world }: Site): Injector {
  const edges = edgesOf(world.handle);
  return {
    inject: () => forEach(edges, edge => run('docker', ['stop', '--time', '1', edge])),
    undo: () => forEach(edges, edge => run('docker', ['start', edge])),
  };
}

/** Has the edge send slowly: what does not go out at once waits for its turn. */
export function slow(site: Site, kbit: number): Injector {
  return {
    inject: () =>
      besideEdges(
        site,
        'tc qdisc add dev eth0 root handle 1: htb default 1 && ' +
          `tc class add dev eth0 parent 1: classid 1:1 htb rate ${kbit}kbit`,
      ),
    undo: () => besideEdges(site, 'tc qdisc del dev eth0 root 2>/dev/null || true'),
  };
}

/** Resets connections to the edge, by the count of packets. */
export function cut(site: Site, every: number): Injector {
  const rule = `INPUT -p tcp -m statistic --mode nth --every ${every} --packet 0 -j REJECT --reject-with tcp-reset`;
  return {
    inject: () => besideEdges(site, `iptables -A ${rule}`),
    undo: () => besideEdges(site, `iptables -D ${rule} 2>/dev/null || true`),
  };
}

/** Runs a shell script in the network of each edge, with the tools of the node's image: the edge's own has none. */
async function besideEdges({ world: { handle } }: Site, text: string): Promise<void> {
  const [node = ''] = nodesOf(handle, 'downstream');
  const { stdout: image } = await run('docker', ['inspect', '--format', '{{.Image}}', node]);
  await forEach(edgesOf(handle), edge =>
    run('docker', [
      ...['run', '--rm', '--network', `container:${edge}`, '--cap-add', 'NET_ADMIN'],
      ...['--entrypoint', 'sh', image.trim(), '-c', text],
    ]),
  );
}
