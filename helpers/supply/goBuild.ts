import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import { type BuildContext, cachedFolder } from './cache.ts';
import { argumentParts, folderParts, recipeFolder, recipeKey } from './recipe.ts';

/** Programs that one `go build` call makes out of pinned modules. */
export interface GoRecipe {
  /** The recipe's folder, with go.mod and go.sum. */
  recipe: string;
  /** Import paths of the main packages; each program has the name of its path's last part. */
  packages: readonly string[];
  /** The program's name, where there is one package. */
  program?: string;
  /** Linker flags beyond those that leave the symbol table out. */
  ldflags?: readonly string[];
  /** What a build with nothing cached takes on two idle cores, in seconds. */
  estimateSeconds: number;
  /** How many packages are compiled in all, for the progress. */
  packageCount: number;
}

/** The key of what a Go recipe makes on this machine's architecture. */
export function goRecipeKey({ recipe, packages, program = '', ldflags = [] }: GoRecipe): string {
  const args = { packages: packages.join(' '), program, ldflags: ldflags.join(' '), arch: process.arch };
  return recipeKey([...folderParts(recipeFolder(recipe)), ...argumentParts(args)]);
}

/**
 * The folder that holds a recipe's programs, static and stripped, built when they are not cached. Go's own caches of
 * modules and packages are used as they are, so an interrupted build goes on where it was.
 * @throws HarnessError `prerequisite-missing` without Go, `supply-unavailable` when modules cannot be fetched,
 *   `build-failed`, `interrupted`.
 */
export async function goPrograms(context: BuildContext, recipe: GoRecipe): Promise<string> {
  const artefact = { name: `go-${recipe.recipe}`, key: goRecipeKey(recipe) };
  return cachedFolder(context, artefact, folder =>
    context.progress.step(
      `compiling ${recipe.recipe}`,
      async step => {
        let compiled = 0;
        const onLine = () => {
          compiled += 1;
          step.note(`${compiled} of at most ${recipe.packageCount} packages`);
        };
        await compile(recipe, folder, { signal: context.signal, onLine });
      },
      { estimateSeconds: recipe.estimateSeconds },
    ),
  );
}

async function compile(
  { recipe, packages, program = '', ldflags = [] }: GoRecipe,
  folder: string,
  options: { signal: AbortSignal; onLine: (line: string) => void },
): Promise<void> {
  const flags = [
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    '-v',
    '-ldflags',
    ['-s', '-w', ...ldflags].join(' '),
  ];
  try {
    await run('go', ['build', ...flags, '-o', `${folder}/${program}`, ...packages], {
      cwd: recipeFolder(recipe),
      // The caller's own settings may not change what is built; its proxy and caches may serve it.
      env: { CGO_ENABLED: '0', GOOS: 'linux', GOFLAGS: '', GOWORK: 'off' },
      ...options,
    });
  } catch (error) {
    throw goFailure(recipe, error);
  }
}

/** Tells apart what a failed `go` call means: no Go, no modules, or no build. */
export function goFailure(recipe: string, thrown: unknown): unknown {
  if (!(thrown instanceof HarnessError)) return thrown;
  if (thrown.code === 'prerequisite-missing') {
    return new HarnessError('prerequisite-missing', {
      message: `there is no Go to compile ${recipe} with`,
      cure: 'Install Go 1.26 or newer (https://go.dev/dl) and put it on the PATH',
      cause: thrown,
    });
  }
  if (thrown.code !== 'command-failed') return thrown;
  const output = thrown.cause instanceof Error ? thrown.cause.message : '';
  if (
    /dial tcp|no such host|i\/o timeout|connection re(fused|set)|TLS handshake|404 Not Found|502 Bad|503 Service/.test(
      output,
    )
  ) {
    return new HarnessError('supply-unavailable', {
      message: `the Go modules of ${recipe} could not be fetched (tried the proxies of GOPROXY): ${thrown.message}`,
      cure: 'Check the network, or name a reachable module proxy with GOPROXY',
      cause: thrown,
    });
  }
  const tooOld = /requires go >= ([\d.]+)/.exec(output);
  return new HarnessError('build-failed', {
    message: tooOld
      ? `this Go is too old to compile ${recipe}`
      : `compiling ${recipe} failed: ${thrown.message}`,
    cure: tooOld ? `Install Go ${tooOld[1]} or newer` : 'Run it again; what is compiled already is kept',
    cause: thrown,
  });
}

/** The folder of a module that a recipe requires, in Go's module cache; fetched when it is not there. */
export async function goModuleFolder(context: BuildContext, recipe: string, module: string): Promise<string> {
  try {
    const options = {
      cwd: recipeFolder(recipe),
      env: { GOFLAGS: '', GOWORK: 'off' },
      signal: context.signal,
    };
    await run('go', ['mod', 'download', module], options);
    const listed = await run('go', ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', module], options);
    return listed.stdout.trim();
  } catch (error) {
    throw goFailure(recipe, error);
  }
}
