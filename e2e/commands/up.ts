import { families } from '../../scenarios/index.ts';
import type { RunOptions } from '../options.ts';
import { checkRequest } from '../plan/request.ts';
import { selectScenarios } from '../plan/select.ts';

/**
 * Brings up a world that stays, for one `run` after another. Gives the exit status.
 * @param said the options that somebody has set.
 */
export async function upCommand(
  options: RunOptions,
  { said, write }: { said: readonly string[]; write: (line: string) => void },
): Promise<number> {
  const scenarios = selectScenarios(families, options);
  checkRequest(options);
  const { bringUp } = await import('../keep/bringUp.ts');
  return bringUp({ scenarios, options, said }, write);
}
