import { type Look, type PollOptions, poll } from '../process/poll.ts';
import { isTransient } from './apiError.ts';

/** A wait for a state of a cluster: like {@link poll}, and a storm at the API (429, 5xx, reset) does not end it. */
export function waitFor<T>(options: Omit<PollOptions, 'tolerate'>, look: () => Promise<Look<T>>): Promise<T> {
  return poll({ ...options, tolerate: isTransient }, look);
}
