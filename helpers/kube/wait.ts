import { HarnessError } from '../process/errors.ts';
import { type Look, type PollOptions, poll } from '../process/poll.ts';
import { forbearance } from './apiError.ts';

/** How long and how often to look, and for what. */
type WaitOptions = Omit<PollOptions, 'tolerate' | 'onAgain'>;

/** A wait for a state of a cluster: like {@link poll}, and a storm at the API (429, 5xx, reset) does not end it. */
export function waitFor<T>(options: WaitOptions, look: () => Promise<Look<T>>): Promise<T> {
  return poll({ ...options, ...forbearance(options.what) }, look);
}

/** A look that was not as wished, but whose value says what there is instead. */
export type PatientLook<T> = Look<T> | { done: false; saw: string; instead: T };

/**
 * Like {@link waitFor}, for a state that others have to bring about in their own time: what there is instead does not
 * end the wait, and is the answer when the time is over.
 * @throws HarnessError `wait-expired` when there was nothing instead at the last look.
 */
export async function waitPatiently<T>(
  options: WaitOptions,
  look: () => Promise<PatientLook<T>>,
): Promise<T> {
  let instead: { value: T } | undefined;
  try {
    return await waitFor(options, async () => {
      const answer = await look();
      instead = 'instead' in answer ? { value: answer.instead } : undefined;
      return answer;
    });
  } catch (error) {
    const over = error instanceof HarnessError && error.code === 'wait-expired';
    if (over && instead !== undefined) return instead.value;
    throw error;
  }
}
