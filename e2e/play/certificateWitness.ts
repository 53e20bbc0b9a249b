import { servedChain } from '../../helpers/edge/servedChain.ts';
import { chainLines } from '../../helpers/evidence/chainLines.ts';
import type { Witness } from '../../helpers/evidence/evidenceFolder.ts';
import { endpointOf } from '../world/endpoints.ts';
import type { World } from '../world/world.ts';
import type { Scene } from './scene.ts';

/** The certificates of endpoints as they are served now, and of the API servers behind them. */
export function certificateWitness(
  { world, agent }: Pick<Scene, 'world' | 'agent'>,
  listeners: readonly string[],
): Witness {
  const name = 'certificates.txt';
  return {
    name,
    async *tell(signal) {
      const { container } = endpointOf(world.run, agent.listener).edge;
      const asked = [
        ...listeners.map(listener => {
          const { url, edge } = endpointOf(world.run, listener);
          return { what: `${listener}, ${url}`, container: edge.container, url };
        }),
        ...apiServers(world, agent.downstream).map(url => ({ what: `API server, ${url}`, container, url })),
      ];
      const told = await Promise.allSettled(
        asked.map(async ({ what, container, url }) =>
          url.startsWith('http:')
            ? `${what}\n plain HTTP\n`
            : chainLines(what, await servedChain({ container, url, signal })),
        ),
      );
      for (const [index, { what }] of asked.entries()) {
        const one = told[index];
        if (one?.status === 'rejected') yield { name: `${name}, ${what}`, content: one.reason as Error };
      }
      yield {
        name,
        content: told.flatMap(one => (one.status === 'fulfilled' ? [one.value] : [])).join('\n'),
      };
    },
  };
}

function apiServers({ run, pair }: World, downstream: string): string[] {
  const clusters = [run.upstreams[pair.upstream], run.downstreams[downstream]];
  return clusters.flatMap(cluster => (cluster ? [cluster.internalUrl] : []));
}
