import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import type { BuildContext } from './cache.ts';
import { canGiveSysResource } from './docker/capabilities.ts';
import { edgeImage } from './edgeImage.ts';
import { goModuleFolder } from './goBuild.ts';
import { KIND } from './goRecipes.ts';
import { builtImage, findImage, type Image } from './image.ts';
import { recipeFolder } from './recipe.ts';
import type { Supply } from './supply.ts';
import { tools } from './tools.ts';

const DOCKER_HUB = 'docker.io';
const DEBIAN = 'library/debian:bookworm-slim';

/** The registry that is asked: Docker Hub, or the mirror of it that FLEET_TLS_REGISTRY names. */
function registryHost(env: NodeJS.ProcessEnv): string {
  return registryMirror(env) ?? DOCKER_HUB;
}

/**
 * The mirror of Docker Hub that FLEET_TLS_REGISTRY names, where it names one.
 * @throws HarnessError `config` for what stands before no image's name.
 */
export function registryMirror(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { FLEET_TLS_REGISTRY: named } = env;
  if (named === undefined || named === '') return undefined;
  if (/^[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[a-z0-9][a-z0-9._-]*)*$/i.test(named)) return named;
  throw new HarnessError('config', {
    message: `FLEET_TLS_REGISTRY names no registry: ${JSON.stringify(named)}`,
    cure: 'Write host, port and path as before the name of an image: mirror.example:5000/hub',
  });
}

/** Images pulled from an image registry; kind itself, whose source names the node image, still comes as a Go module. */
export function registrySupply(
  context: BuildContext,
  why: string,
  env: NodeJS.ProcessEnv = process.env,
): Supply {
  const host = registryHost(env);
  const debian = `${host}/${DEBIAN}`;
  return {
    name: 'registry',
    why,
    tools: () => tools(context),
    nodeImage: async () => {
      const source = await goModuleFolder(context, KIND.recipe, 'sigs.k8s.io/kind');
      const defaults = readFileSync(join(source, 'pkg', 'apis', 'config', 'defaults', 'image.go'), 'utf8');
      const image = await pulledImage(context, `${host}/${defaultNodeImage(defaults)}`);
      return {
        ...(canGiveSysResource() === false ? await fittedNode(context, image) : image),
        ownPodNetwork: false,
      };
    },
    edgeImage: () => edgeImage(context, { ref: debian, ensure: () => pulledImage(context, debian) }),
  };
}

/** The node image, with its digest, that kind's own source names as the default. */
export function defaultNodeImage(goSource: string): string {
  const image = /^const Image = "(kindest\/node:[^"@]+@sha256:[0-9a-f]{64})"/m.exec(goSource)?.[1];
  if (image) return image;
  throw new HarnessError('supply-unavailable', {
    message: "kind's source names no default node image with a digest",
    cure: 'Pin another version of kind in helpers/supply/recipes/kind/go.mod',
  });
}

/**
 * An image of that name, pulled when the local Docker has none. A tag beside a digest is left out: Docker checks the
 * digest.
 * @throws HarnessError `supply-unavailable` when the registry does not give it.
 */
export async function pulledImage(context: BuildContext, name: string): Promise<Image> {
  const ref = name.replace(/:[^:/@]+@/, '@');
  const { signal } = context;
  const present = await findImage(ref, signal);
  if (present) return present;
  try {
    await context.progress.step(
      `pulling ${ref}`,
      step => run('docker', ['pull', ref], { signal, onLine: step.note }),
      { estimateSeconds: 60 },
    );
  } catch (error) {
    if (error instanceof HarnessError && error.code !== 'command-failed') throw error;
    throw new HarnessError('supply-unavailable', {
      message: `the image ${ref} could not be pulled: ${error instanceof Error ? error.message : error}`,
      cure: 'Check the network, name a mirror of Docker Hub with FLEET_TLS_REGISTRY, or use `--supply source`',
      cause: error,
    });
  }
  const pulled = await findImage(ref, signal);
  if (pulled) return pulled;
  throw new HarnessError('supply-unavailable', {
    message: `the image ${ref} was pulled, but Docker does not have it`,
    cure: 'Run it again',
  });
}

/** The node image with the entrypoint that copes with a missing CAP_SYS_RESOURCE. */
async function fittedNode(context: BuildContext, image: Image): Promise<Image> {
  const fit = join(recipeFolder('node-base'), 'fit-machine');
  return builtImage(context, {
    name: 'node-fitted',
    recipe: 'node-fitted',
    args: { BASE: image.ref },
    inputs: { base: image.id, fit: readFileSync(fit, 'utf8') },
    fill: async folder => cpSync(fit, join(folder, 'fit-machine')),
  });
}

/** Whether the registry answers within a few seconds, and what it said. */
export async function registryAnswers(
  signal: AbortSignal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ answers: boolean; why: string }> {
  const host = registryHost(env);
  const url =
    host === DOCKER_HUB
      ? 'https://registry-1.docker.io/v2/'
      : `${isLoopback(host) ? 'http' : 'https'}://${host}/v2/`;
  try {
    const { status } = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
    // A registry answers its own address with 200, or with 401 and the place of its token server.
    const answers = status === 200 || status === 401;
    return {
      answers,
      why: answers ? `${host} answers` : `${host} answers ${status}, which no registry does`,
    };
  } catch (error) {
    if (signal.aborted)
      throw new HarnessError('interrupted', {
        message: `interrupted while asking ${host}`,
        cure: 'Run it again',
      });
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return {
      answers: false,
      why: `${host} does not answer (${cause instanceof Error ? cause.message : cause})`,
    };
  }
}

/** Docker speaks plain HTTP to registries on this machine, and to no other. */
function isLoopback(host: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost)(:\d+)?$/.test(host);
}
