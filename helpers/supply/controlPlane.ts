import { join } from 'node:path';
import type { BuildContext } from './cache.ts';
import { debianBase, debianBaseRef } from './debianBase.ts';
import { type GoRecipe, goPrograms, goRecipeKey } from './goBuild.ts';
import { COREDNS, ETCD, KUBERNETES, PAUSE } from './goRecipes.ts';
import { addFile, builtImage, type Image, type ImageRecipe, imageRef } from './image.ts';

/** One image of the control plane: a program of a Go recipe in an image of its own. */
interface Component {
  /** The program, which the image is called after. */
  program: string;
  go: GoRecipe;
  /** The image recipe's folder; `static` holds nothing but the program. */
  recipe: 'static' | 'coredns' | 'pause' | 'kube-proxy';
}

const COMPONENTS: readonly Component[] = [
  { program: 'kube-apiserver', go: KUBERNETES, recipe: 'static' },
  { program: 'kube-controller-manager', go: KUBERNETES, recipe: 'static' },
  { program: 'kube-scheduler', go: KUBERNETES, recipe: 'static' },
  { program: 'kube-proxy', go: KUBERNETES, recipe: 'kube-proxy' },
  { program: 'etcd', go: ETCD, recipe: 'static' },
  { program: 'coredns', go: COREDNS, recipe: 'coredns' },
  { program: 'pause', go: PAUSE, recipe: 'pause' },
];

/** The names of all images of the control plane by program: a key for what holds them. */
export function controlPlaneRefs(): Record<string, string> {
  return Object.fromEntries(
    COMPONENTS.map(component => [component.program, imageRef(imageRecipe(component))]),
  );
}

/** All images of the control plane by program, built where they are missing, several at once. */
export async function controlPlaneImages(context: BuildContext): Promise<Record<string, Image>> {
  const images = COMPONENTS.map(async (component): Promise<[string, Image]> => {
    const fill = async (folder: string) => {
      const [programs] = await Promise.all([
        goPrograms(context, component.go),
        component.recipe === 'kube-proxy' ? debianBase(context) : undefined,
      ]);
      addFile(join(programs, component.program), folder);
    };
    return [component.program, await builtImage(context, { ...imageRecipe(component), fill })];
  });
  return Object.fromEntries(await Promise.all(images));
}

function imageRecipe({ program, go, recipe }: Component): ImageRecipe {
  const inputs = { program: goRecipeKey(go) };
  if (recipe === 'static') return { name: program, recipe, args: { PROGRAM: program }, inputs };
  if (recipe !== 'kube-proxy') return { name: program, recipe, inputs };
  return {
    name: program,
    recipe,
    args: { BASE: debianBaseRef() },
    inputs,
    network: true,
    estimateSeconds: 30,
  };
}

/**
 * The name under which a node must hold a program's image, out of the names that `kubeadm config images list` prints.
 * @param sandbox containerd's name for the pause image, which need not be the one that kubeadm lists.
 */
export function wantedName(
  program: string,
  kubeadmNames: readonly string[],
  sandbox: string,
): string | undefined {
  if (program === 'pause') return sandbox;
  return kubeadmNames.find(name => name.split('/').at(-1)?.split(':')[0] === program);
}
