import { channel } from 'node:diagnostics_channel';

/** Something that was done again because the machine or the network got in the way: Fleet has no part in it. */
export interface Retry {
  what: string;
  /** What got in the way. */
  why: string;
}

/** Where each {@link Retry} of this thread is published. It may hold secrets. */
export const RETRIES = channel('fleet-tls-e2e.retries');

/** Tells that something is done again. */
export function tellRetry(retry: Retry): void {
  RETRIES.publish(retry);
}
