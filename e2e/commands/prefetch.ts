import type { RunOptions } from '../options.ts';
import { checkRequest } from '../plan/request.ts';
import { prefetch } from '../run/prefetch.ts';

/** Gets all that a later run needs, so that it can do without a network. Gives the exit status. */
export async function prefetchCommand(options: RunOptions, write: (line: string) => void): Promise<number> {
  checkRequest(options);
  return prefetch(options, write);
}
