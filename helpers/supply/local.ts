import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import type { BuildContext } from './cache.ts';
import { findProgram } from './docker/facts.ts';
import { findImage, type Image } from './image.ts';
import type { Supply } from './supply.ts';
import type { Tools } from './tools.ts';

/** What is on this machine already: programs on the PATH, images in the local Docker, named by the environment. */
export function localSupply(
  context: BuildContext,
  why: string,
  env: NodeJS.ProcessEnv = process.env,
): Supply {
  return {
    name: 'local',
    why,
    tools: async () => toolsOnPath(findProgram),
    nodeImage: async () => {
      const image = await presentImage(context, 'FLEET_TLS_NODE_IMAGE', env);
      const format = '{{index .Config.Labels "fleet-tls-e2e.pod-network"}}';
      const label = await run('docker', ['image', 'inspect', '--format', format, image.ref], {
        signal: context.signal,
      });
      return { ...image, ownPodNetwork: label.stdout.trim() === 'own' };
    },
    edgeImage: () => presentImage(context, 'FLEET_TLS_EDGE_IMAGE', env),
  };
}

/** @throws HarnessError `prerequisite-missing`, naming every program that is not on the PATH. */
export function toolsOnPath(find: (program: string) => string | undefined): Tools {
  const [kind, kubectl, helm] = [find('kind'), find('kubectl'), find('helm')];
  if (kind && kubectl && helm) return { kind, kubectl, helm };
  const missing = Object.entries({ kind, kubectl, helm }).flatMap(([name, path]) => (path ? [] : [name]));
  throw new HarnessError('prerequisite-missing', {
    message: `not on the PATH: ${missing.join(', ')}`,
    cure: 'Install them, or use `--supply source`, which makes them',
  });
}

async function presentImage(context: BuildContext, variable: string, env: NodeJS.ProcessEnv): Promise<Image> {
  const ref = env[variable];
  if (!ref) {
    throw new HarnessError('config', {
      message: `the local supply needs ${variable}`,
      cure: `Set ${variable} to an image in the local Docker, or use another supply`,
    });
  }
  const image = await findImage(ref, context.signal);
  if (image) return image;
  throw new HarnessError('image-missing', {
    message: `the local Docker has no image ${ref} (named by ${variable})`,
    cure: 'Build or load it, or name another one',
  });
}
