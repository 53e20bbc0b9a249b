import { cpSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import { type BuildContext, withScratch } from './cache.ts';
import { withLock } from './lock.ts';
import { argumentParts, folderParts, recipeFolder, recipeKey } from './recipe.ts';

/** An image in the local Docker. */
export interface Image {
  /** The name that Docker knows it by. */
  ref: string;
  /** `sha256:...` of its configuration: what `docker inspect` calls its id. */
  id: string;
}

/** The label that every image made here carries, with its recipe's name; what is swept is found by it. */
export const RECIPE_LABEL = 'fleet-tls-e2e.recipe';
/** The label of a build's stages that are of no use once the build is done. */
const STAGE_LABEL = 'fleet-tls-e2e.stage';
const REPOSITORY = 'fleet-tls-e2e';

/** The image of that name in the local Docker, or undefined. */
export async function findImage(ref: string, signal: AbortSignal): Promise<Image | undefined> {
  const args = ['image', 'inspect', '--format', '{{.Id}}', ref];
  const found = await run('docker', args, { signal, accept: [1] });
  if (found.exitCode === 0) return { ref, id: found.stdout.trim() };
  if (/no such image/i.test(found.stderr)) return undefined;
  throw new HarnessError('docker-unavailable', {
    message: `the Docker daemon does not tell of images: ${found.stderr.trim().split('\n', 1)[0]}`,
    cure: 'Run `fleet-tls doctor`',
  });
}

/** What an image is made of. */
export interface ImageRecipe {
  /** What the image is called: `fleet-tls-e2e/<name>:<key>`. */
  name: string;
  /** The recipe's folder, with the Dockerfile. */
  recipe: string;
  /** Build arguments; they count for the key. */
  args?: Readonly<Record<string, string>>;
  /** The keys and versions of all that {@link ImageRecipe.fill} puts into the build context. */
  inputs?: Readonly<Record<string, string>>;
  /** Puts what is not in the recipe's folder into the build context, which already holds a copy of that folder. */
  fill?: (context: string) => Promise<void>;
  /** Whether its steps need the network. */
  network?: boolean;
  estimateSeconds?: number;
}

/** The name of the image that a recipe makes; the same name means the same inputs. */
export function imageRef({ name, recipe, args = {}, inputs = {} }: Omit<ImageRecipe, 'fill'>): string {
  const parts = [...folderParts(recipeFolder(recipe)), ...argumentParts(args)];
  const others = Object.entries(inputs).map(([input, content]) => ({ name: `input:${input}`, content }));
  return `${REPOSITORY}/${name}:${recipeKey([...parts, ...others])}`;
}

/**
 * The image that a recipe makes, built when the local Docker has none of its name. The name is given last, so a broken
 * build leaves no image under it.
 * @throws HarnessError `build-failed`, `disk-full`, `docker-unavailable`, `interrupted`.
 */
export async function builtImage(context: BuildContext, recipe: ImageRecipe): Promise<Image> {
  const ref = imageRef(recipe);
  return madeImage(context, ref, () =>
    withScratch(context, async scratch => {
      const folder = join(scratch, 'context');
      cpSync(recipeFolder(recipe.recipe), folder, { recursive: true });
      await recipe.fill?.(folder);
      const idFile = join(scratch, 'id');
      const options = recipe.estimateSeconds === undefined ? {} : { estimateSeconds: recipe.estimateSeconds };
      return context.progress.step(
        `building image ${ref}`,
        step => build(context, { ...recipe, ref, folder, idFile, onLine: step.note }),
        options,
      );
    }),
  );
}

/**
 * The image of that name, made by `make` when it is not there: `make` gives the id of a nameless image, which then gets
 * the name. Only one run makes it.
 */
export async function madeImage(
  context: BuildContext,
  ref: string,
  make: () => Promise<string>,
): Promise<Image> {
  const found = await findImage(ref, context.signal);
  if (found) return found;
  const lock = join(context.cacheDir, 'artefacts', `image-${ref.replaceAll(/[/:]/g, '-')}.lock`);
  return withLock(lock, context.signal, async () => {
    const meanwhile = await findImage(ref, context.signal);
    if (meanwhile) return meanwhile;
    const id = await make();
    await run('docker', ['tag', id, ref], { signal: context.signal });
    return { ref, id };
  });
}

async function build(
  context: BuildContext,
  what: ImageRecipe & { ref: string; folder: string; idFile: string; onLine: (line: string) => void },
): Promise<string> {
  const args = Object.entries(what.args ?? {}).flatMap(([name, value]) => [
    '--build-arg',
    `${name}=${value}`,
  ]);
  // The host's network has the host's resolver and packet size, which a bridge may not have.
  const network = ['--network', what.network ? 'host' : 'none'];
  const label = ['--label', `${RECIPE_LABEL}=${what.name}`];
  try {
    // Without `--force-rm` a build that fails leaves the container of the step that it was at (seen: 20.10).
    const always = ['--force-rm', '--iidfile', what.idFile];
    await run('docker', ['build', ...always, ...network, ...label, ...args, what.folder], {
      signal: context.signal,
      onLine: what.onLine,
    });
    await removeStages(context, what);
    return readFileSync(what.idFile, 'utf8').trim();
  } catch (error) {
    throw buildFailure(what.ref, error);
  }
}

async function removeStages({ signal }: BuildContext, what: { folder: string; name: string }): Promise<void> {
  if (!readFileSync(join(what.folder, 'Dockerfile'), 'utf8').includes(STAGE_LABEL)) return;
  const filter = `label=${STAGE_LABEL}=${what.name}`;
  // Docker prunes one at a time and refuses a second; what is left then goes with the next build of this recipe.
  await run('docker', ['image', 'prune', '--force', '--filter', filter], { signal, accept: [1] });
}

/** Says what a failed `docker build` means. */
export function buildFailure(ref: string, thrown: unknown): unknown {
  if (!(thrown instanceof HarnessError) || thrown.code !== 'command-failed') return thrown;
  const output = thrown.cause instanceof Error ? thrown.cause.message : '';
  if (/no space left on device/.test(output)) {
    return new HarnessError('disk-full', {
      message: `no space left on the disk while building ${ref}`,
      cure: 'Free disk space (`docker system df` tells what Docker holds) and run it again',
      cause: thrown,
    });
  }
  if (/Temporary failure resolving|Failed to fetch|Unable to connect|Could not connect/.test(output)) {
    return new HarnessError('supply-unavailable', {
      message: `Debian's packages for ${ref} could not be fetched from its mirror: ${thrown.message}`,
      cure: 'Check the network, or name a reachable mirror with FLEET_TLS_DEBIAN_MIRROR',
      cause: thrown,
    });
  }
  return new HarnessError('build-failed', {
    message: `building ${ref} failed: ${thrown.message}`,
    cure: 'Run it again; steps that succeeded are kept',
    cause: thrown,
  });
}

/** Puts a file into a build context: by a link where that can be, since some are large. */
export function addFile(file: string, contextFolder: string, as = basename(file)): void {
  const target = join(contextFolder, as);
  mkdirSync(dirname(target), { recursive: true });
  try {
    linkSync(file, target);
  } catch {
    cpSync(file, target);
  }
}

/**
 * An image like another with files added, each at its absolute path and readable by all; cached under a name made of
 * the other image's id and the files' content. For what is public only: never for a private key.
 */
export async function derivedImage(
  context: BuildContext,
  from: Image,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<Image> {
  return builtImage(context, {
    name,
    recipe: 'derived',
    args: { BASE: from.ref },
    inputs: { from: from.id, ...files },
    fill: async folder => {
      for (const [path, content] of Object.entries(files)) {
        const file = join(folder, 'files', path);
        mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
        writeFileSync(file, content, { mode: 0o644 });
      }
    },
  });
}
