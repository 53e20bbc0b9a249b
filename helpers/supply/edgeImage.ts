import type { BuildContext } from './cache.ts';
import { builtImage, type Image } from './image.ts';

/**
 * The edge's image: nginx upon a Debian.
 * @param base the name of the Debian image, and what makes sure that it is there; awaited only for a build.
 */
export async function nginxImage(
  context: BuildContext,
  base: { ref: string; ensure: () => Promise<unknown> },
): Promise<Image> {
  return builtImage(context, {
    name: 'edge',
    recipe: 'edge',
    args: { BASE: base.ref },
    network: true,
    estimateSeconds: 20,
    fill: async () => {
      await base.ensure();
    },
  });
}
