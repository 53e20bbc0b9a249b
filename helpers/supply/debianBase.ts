import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../process/errors.ts';
import type { Step } from '../process/progress.ts';
import { run } from '../process/run.ts';
import { type BuildContext, withScratch } from './cache.ts';
import { debianMirror, SUITE } from './debianMirror.ts';
import { findProgram } from './docker/facts.ts';
import { installPackages } from './docker/install.ts';
import { type Image, imageRef, madeImage, RECIPE_LABEL } from './image.ts';
import { recipeFolder } from './recipe.ts';

/** The name of the Debian image. Every mirror has the same packages, so the mirror is no part of it. */
export function debianBaseRef(): string {
  return imageRef({ name: 'base', recipe: 'base', args: { SUITE } });
}

/**
 * The small Debian that node and edge are built upon, made by debootstrap from the machine's own mirror.
 * @throws HarnessError `prerequisite-missing` where debootstrap cannot run, `supply-unavailable`, `interrupted`.
 */
export async function debianBase(context: BuildContext): Promise<Image> {
  return madeImage(context, debianBaseRef(), () =>
    context.progress.step('making the Debian base image', step => makeBase(context, step), {
      estimateSeconds: 100,
    }),
  );
}

async function makeBase(context: BuildContext, step: Step): Promise<string> {
  const { signal } = context;
  await demandDebootstrap(context, step);
  const { main, security } = await debianMirror(context);
  return withScratch(context, async scratch => {
    const root = join(scratch, 'root');
    const archive = join(scratch, 'root.tar');
    await bootstrap(context, [root, SUITE, main, security], step);
    step.note('importing it into Docker');
    await run('tar', ['--numeric-owner', '-C', root, '-cf', archive, '.'], { signal });
    const label = ['--change', `LABEL ${RECIPE_LABEL}=base`];
    return (await run('docker', ['import', ...label, archive], { signal })).stdout.trim();
  });
}

async function bootstrap({ signal }: BuildContext, args: readonly string[], step: Step): Promise<void> {
  // In namespaces of its own: when it is ended, its mounts and its processes end with it.
  const alone = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const make = ['sh', join(recipeFolder('base'), 'make'), ...args];
  try {
    await run('unshare', [...alone, ...make], { signal, onLine: step.note });
  } catch (thrown) {
    if (!(thrown instanceof HarnessError) || thrown.code !== 'command-failed') throw thrown;
    throw new HarnessError('supply-unavailable', {
      message: `debootstrap could not make a Debian ${SUITE} from ${args[2]}: ${thrown.message}`,
      cure: 'Check the network, or name a reachable mirror with FLEET_TLS_DEBIAN_MIRROR',
      cause: thrown,
    });
  }
}

async function demandDebootstrap({ signal }: BuildContext, step: Step): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new HarnessError('prerequisite-missing', {
      message: 'only root can make the base image (debootstrap creates device nodes and changes owners)',
      cure: 'Run it as root once, or use a machine that reaches an image registry',
    });
  }
  if (findProgram('debootstrap') !== undefined) return;
  if (findProgram('apt-get') === undefined) {
    throw new HarnessError('prerequisite-missing', {
      message: 'debootstrap is not installed, and this system has no apt-get to install it with',
      cure: 'Install debootstrap, or use a machine that reaches an image registry',
    });
  }
  const systemd = existsSync('/run/systemd/system');
  await installPackages({ packages: ['debootstrap'], systemd, step, signal });
}
