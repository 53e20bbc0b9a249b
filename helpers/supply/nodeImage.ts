import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import type { BuildContext } from './cache.ts';
import { controlPlaneImages, controlPlaneRefs, wantedName } from './controlPlane.ts';
import { debianBase, debianBaseRef } from './debianBase.ts';
import { goModuleFolder, goPrograms, goRecipeKey } from './goBuild.ts';
import { KIND, KUBERNETES, KUBERNETES_VERSION } from './goRecipes.ts';
import { addFile, builtImage, type Image, type ImageRecipe, imageRef } from './image.ts';
import { kubectlAndHelm, kubectlPackageVersion } from './tools.ts';

/** What all nodes have in common; kind's own files come out of its module. */
const NODE_BASE: ImageRecipe = {
  name: 'node-base',
  recipe: 'node-base',
  args: { BASE: debianBaseRef() },
  inputs: { kind: goRecipeKey(KIND) },
  network: true,
  estimateSeconds: 60,
};

/**
 * A kind node image of Kubernetes from its Go modules. When it is not there, Debian is bootstrapped while Kubernetes
 * is compiled.
 */
export async function sourceNodeImage(context: BuildContext): Promise<Image> {
  return builtImage(context, {
    name: 'node',
    recipe: 'node',
    args: { BASE: imageRef(NODE_BASE), KUBERNETES_VERSION },
    inputs: { kubernetes: goRecipeKey(KUBERNETES), kubectl: kubectlPackageVersion(), ...controlPlaneRefs() },
    fill: folder => fill(context, folder),
    estimateSeconds: 40,
  });
}

async function fill(context: BuildContext, folder: string): Promise<void> {
  const [programs, { kubectl }, images, sandbox] = await Promise.all([
    goPrograms(context, KUBERNETES),
    kubectlAndHelm(context),
    controlPlaneImages(context),
    nodeBase(context),
  ]);
  for (const program of ['kubelet', 'kubeadm']) addFile(join(programs, program), folder, `bin/${program}`);
  addFile(kubectl, folder, 'bin/kubectl');
  const { signal } = context;
  const args = ['config', 'images', 'list', '--kubernetes-version', KUBERNETES_VERSION];
  const listed = await run(join(programs, 'kubeadm'), args, { signal });
  writeFileSync(join(folder, 'images.list'), imagesList(images, listed.stdout.trim().split('\n'), sandbox));
  const refs = Object.values(images).map(({ ref }) => ref);
  await run('docker', ['save', '--output', join(folder, 'images.tar'), ...refs], { signal });
  // The archive has their content now, and the cache has their programs: the disk need not hold them a third time.
  await run('docker', ['rmi', ...refs], { signal, accept: [1] });
}

/** Builds the base and gives containerd's name for the sandbox image, as kind's files have it. */
async function nodeBase(context: BuildContext): Promise<string> {
  const module = await goModuleFolder(context, KIND.recipe, 'sigs.k8s.io/kind');
  const files = join(module, 'images/base/files');
  await builtImage(context, {
    ...NODE_BASE,
    fill: async folder => {
      await debianBase(context);
      cpSync(files, join(folder, 'kind-files'), {
        recursive: true,
        filter: path => basename(path) !== 'LICENSES',
      });
    },
  });
  return sandboxImage(readFileSync(join(files, 'etc/containerd/config.toml'), 'utf8'));
}

/** The sandbox image that a containerd configuration names. */
export function sandboxImage(config: string): string {
  const named = /^\s*sandbox(?:_image)?\s*=\s*"([^"]+)"/m.exec(config)?.[1];
  if (named !== undefined) return named;
  throw new HarnessError('build-failed', {
    message: "kind's configuration of containerd names no sandbox image",
    cure: 'Pin another version of kind in helpers/supply/recipes/kind/go.mod',
  });
}

/**
 * For each image a line with its own name and the one that the node must hold it under.
 * @throws HarnessError `build-failed` when kubeadm asks for none of that program.
 */
export function imagesList(
  images: Readonly<Record<string, Pick<Image, 'ref'>>>,
  kubeadmNames: readonly string[],
  sandbox: string,
): string {
  const lines = Object.entries(images).map(([program, { ref }]) => {
    const wanted = wantedName(program, kubeadmNames, sandbox);
    if (wanted !== undefined) return `${ref} ${wanted}\n`;
    throw new HarnessError('build-failed', {
      message: `kubeadm ${KUBERNETES_VERSION} asks for no image of ${program}`,
      cure: 'Look at `kubeadm config images list` and at the list of components in helpers/supply/controlPlane.ts',
    });
  });
  return lines.join('');
}
