import type { ProgressEvent } from '../../helpers/process/progress.ts';
import { COMMANDS, type CommandRun } from '../../helpers/process/run.ts';

/**
 * Makes an event of each command that this thread runs.
 * @returns ends it.
 */
export function commandEvents(show: (event: ProgressEvent) => void): () => void {
  const follow = (message: unknown) => show({ kind: 'ran', at: Date.now(), ...(message as CommandRun) });
  COMMANDS.subscribe(follow);
  return () => COMMANDS.unsubscribe(follow);
}
