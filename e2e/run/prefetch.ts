import { openDisplay } from '../../helpers/process/display/display.ts';
import { publicCa } from '../../helpers/supply/publicCa.ts';
import type { RunOptions } from '../options.ts';
import { choose } from './choose.ts';
import { pairHandles } from './images.ts';
import { openRun } from './open.ts';
import { tellFailure } from './tellFailure.ts';

/**
 * Gets all that a later run of the same options needs from elsewhere, or has to build: programs, images of nodes and
 * edges, Fleet's charts and images. No cluster is created.
 * @returns the exit status.
 */
export async function prefetch(options: RunOptions, write: (line: string) => void): Promise<number> {
  const display = openDisplay(process.stdout, { quiet: options.quiet && !options.verbose });
  const run = openRun({ display, verbose: options.verbose });
  try {
    const { supply, chosen, pairs } = await choose(run, options);
    const { certPem } = await publicCa(run.cacheDir);
    await Promise.all([
      supply.tools(),
      supply.nodeImage(),
      supply.edgeImage(),
      pairHandles(run, pairs, certPem),
    ]);
    await run.close();
    if (run.signal.aborted) return 130;
    const ids = pairs.map(({ id }) => id).join(', ');
    write(`All that a run of ${ids} needs is here: supply ${supply.name}, ${chosen.what}.`);
    return 0;
  } catch (error) {
    await run.close();
    return tellFailure(run, error, { verbose: options.verbose });
  }
}
