import type { BuildContext } from './cache.ts';
import { debianBase, debianBaseRef } from './debianBase.ts';
import { edgeImage } from './edgeImage.ts';
import { sourceNodeImage } from './nodeImage.ts';
import type { Supply } from './supply.ts';
import { tools } from './tools.ts';

/** Everything from Debian's mirror, Go modules and npm packages: for machines that reach no image registry. */
export function sourceSupply(context: BuildContext, why: string): Supply {
  return {
    name: 'source',
    why,
    tools: () => tools(context),
    nodeImage: async () => ({ ...(await sourceNodeImage(context)), ownPodNetwork: true }),
    edgeImage: () => edgeImage(context, { ref: debianBaseRef(), ensure: () => debianBase(context) }),
  };
}
