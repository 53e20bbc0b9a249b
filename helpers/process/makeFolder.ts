import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and what is missing above it. Not with Node's recursive mkdir: that never returns below a folder that
 * takes no new ones and calls them missing, as /proc does (seen: Node 24.21).
 * @returns the folders that were made, the outermost first.
 * @throws what Node throws when one cannot be made; those that were made by then are gone.
 */
export function makeFolder(folder: string, { mode = 0o777 }: { mode?: number } = {}): string[] {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  const made: string[] = [];
  try {
    for (const at of missing) if (makeOne(at, mode)) made.push(at);
  } catch (error) {
    removeEmpty(made);
    throw error;
  }
  return made;
}

/** Removes folders that {@link makeFolder} made, where nothing has been put into them since. */
export function removeEmpty(made: readonly string[]): void {
  for (const folder of made.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      return; // it is used, and so are those above it
    }
  }
}

/** False where another process was faster. */
function makeOne(folder: string, mode: number): boolean {
  try {
    mkdirSync(folder, { mode });
    return true;
  } catch (error) {
    if (existsSync(folder) && statSync(folder).isDirectory()) return false;
    throw error;
  }
}
