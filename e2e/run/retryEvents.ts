import type { ProgressEvent } from '../../helpers/process/progress.ts';
import { RETRIES, type Retry } from '../../helpers/process/retries.ts';

/**
 * Makes an event of each time that this thread does something again.
 * @returns ends it.
 */
export function retryEvents(show: (event: ProgressEvent) => void): () => void {
  const follow = (message: unknown) => show({ kind: 'retried', at: Date.now(), ...(message as Retry) });
  RETRIES.subscribe(follow);
  return () => RETRIES.unsubscribe(follow);
}
