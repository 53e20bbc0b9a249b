import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type BuildContext, cachedFolder } from '../../supply/cache.ts';
import { type GoRecipe, goPrograms, goRecipeKey } from '../../supply/goBuild.ts';
import { addFile, builtImage } from '../../supply/image.ts';
import { folderParts, recipeFolder, recipeKey } from '../../supply/recipe.ts';
import type { Release } from '../release.ts';
import { mutantOf, parseVersion, withoutMutant } from '../version.ts';

/** The generations that the stand-in stands in for. */
const STANDIN_GENERATIONS = ['0.12', '0.16'] as const;

/** One program for all generations: which one it is, is a property of its image. */
const PROGRAM: GoRecipe = {
  recipe: 'standin',
  packages: ['.'],
  program: 'standin',
  estimateSeconds: 180,
  packageCount: 1200,
};

/** This machine's own CA store, which the stand-in's images start from; without one they start from an empty one. */
const HOST_STORE = '/etc/ssl/certs/ca-certificates.crt';

/** The versions of the stand-in, mutants aside. */
export const STANDIN_VERSIONS: readonly string[] = STANDIN_GENERATIONS.map(generation =>
  parseVersion(`standin:${generation}`),
);

/**
 * Versions of the stand-in of this repository, built where they are missing. It is not Fleet, and its versions say so.
 * A mutant is the same charts and image with another value.
 */
export async function standinReleases(
  context: BuildContext,
  versions: readonly string[] = STANDIN_VERSIONS,
): Promise<Release[]> {
  const faithful = new Map<string, Release>();
  for (const generation of STANDIN_GENERATIONS) {
    const version = parseVersion(`standin:${generation}`);
    if (versions.some(wanted => withoutMutant(wanted) === version))
      faithful.set(version, await standinRelease(context, generation, version));
  }
  return versions.flatMap(version => {
    const release = faithful.get(withoutMutant(version));
    const mutant = mutantOf(version);
    return release === undefined
      ? []
      : [{ ...release, version, ...(mutant !== undefined && { values: { mutant } }) }];
  });
}

async function standinRelease(context: BuildContext, generation: string, version: string): Promise<Release> {
  const { ref, id } = await builtImage(context, {
    name: 'standin',
    recipe: 'standin',
    args: { GENERATION: generation },
    inputs: { program: goRecipeKey(PROGRAM) },
    fill: async folder => {
      addFile(join(await goPrograms(context, PROGRAM), 'standin'), folder);
      writeFileSync(
        join(folder, 'ca-certificates.crt'),
        existsSync(HOST_STORE) ? readFileSync(HOST_STORE) : '',
      );
    },
    estimateSeconds: 190,
  });
  const image = { reference: ref, digest: id };
  return {
    version,
    standin: true,
    charts: await standinCharts(context, version),
    controller: image,
    agent: image,
  };
}

/** The stand-in's charts with the version of one generation, which their templates go by. */
async function standinCharts(context: BuildContext, version: string): Promise<Release['charts']> {
  const source = join(recipeFolder('standin'), 'charts');
  const key = recipeKey([...folderParts(source), { name: 'arg:version', content: version }]);
  const folder = await cachedFolder(context, { name: 'standin-charts', key }, async target => {
    cpSync(source, target, { recursive: true });
    for (const chart of ['fleet-crd', 'fleet', 'fleet-agent']) {
      const file = join(target, chart, 'Chart.yaml');
      const manifest = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      writeFileSync(file, stringify({ ...manifest, version, appVersion: version }));
    }
  });
  return { crd: join(folder, 'fleet-crd'), fleet: join(folder, 'fleet'), agent: join(folder, 'fleet-agent') };
}
