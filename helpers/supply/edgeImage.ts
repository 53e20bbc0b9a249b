import type { BuildContext } from './cache.ts';
import { builtImage, type Image } from './image.ts';

/**
 * The image of the edge's containers: nginx, Docker registry and git upon a Debian.
 * @param base the name of the Debian image, and what makes sure that it is there; awaited only for a build.
 */
export async function edgeImage(
  context: BuildContext,
  base: { ref: string; ensure: () => Promise<unknown> },
): Promise<Image> {
  return builtImage(context, {
    name: 'edge',
    recipe: 'edge',
    args: { BASE: base.ref },
    network: true,
    estimateSeconds: 25,
    fill: async () => {
      await base.ensure();
    },
  });
}
