import type { RunOptions } from '../options.ts';
import { checkRequest } from '../plan/request.ts';

/** Gets all that a later run needs, so that it can do without a network. Gives the exit status. */
export async function prefetchCommand(options: RunOptions, write: (line: string) => void): Promise<number> {
  checkRequest(options);
  const { prefetch } = await import('../run/prefetch.ts');
  return prefetch(options, write);
}
