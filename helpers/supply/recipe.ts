import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One input of something that is built: a file of a recipe, a build argument, the key of what it is built upon. */
export interface RecipePart {
  /** Unique within the recipe, as `file:Dockerfile` or `arg:BASE`. */
  name: string;
  content: string | Uint8Array;
}

const RECIPES = fileURLToPath(new URL('./recipes/', import.meta.url));

/** The stand-in is made like any recipe, and has a room of its own. */
const STANDIN = fileURLToPath(new URL('../standin/', import.meta.url));

/** The folder of a recipe of this repository. */
export function recipeFolder(name: string): string {
  return name === 'standin' ? STANDIN : join(RECIPES, name);
}

/**
 * The key of what a recipe makes: 12 hexadecimal digits of a SHA-256 over all its parts, whatever their order. The
 * same key means the same inputs, so what is there under a key never has to be built again.
 */
export function recipeKey(parts: readonly RecipePart[]): string {
  const hash = createHash('sha256');
  for (const part of parts.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const content = createHash('sha256').update(part.content).digest('hex');
    hash.update(`${JSON.stringify(part.name)} ${content}\n`);
  }
  return hash.digest('hex').slice(0, 12);
}

/** All files below a folder as parts, named by their path in it; whether a file may be executed counts too. */
export function folderParts(folder: string): RecipePart[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => {
      const file = join(entry.parentPath, entry.name);
      const executable = (lstatSync(file).mode & 0o100) !== 0 ? ' (executable)' : '';
      return {
        name: `file:${relative(folder, file).split(sep).join('/')}${executable}`,
        content: readFileSync(file),
      };
    });
}

/** Build arguments as parts. */
export function argumentParts(args: Readonly<Record<string, string>>): RecipePart[] {
  return Object.entries(args).map(([name, content]) => ({ name: `arg:${name}`, content }));
}
