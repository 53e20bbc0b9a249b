import type { Retry } from '../process/retries.ts';
import type { RunFacts } from './results.ts';

/** What was done again for the same reason, and how often. */
export interface RetryFacts extends Retry {
  times: number;
  /** The first time, ISO 8601. */
  firstAt: string;
  lastAt: string;
}

/** Counts what was done again; `at` is in milliseconds since the epoch. What was done most often comes first. */
export function countRetries(retries: readonly (Retry & { at: number })[]): RetryFacts[] {
  const groups = Map.groupBy(retries, ({ what, why }) => JSON.stringify([what, why]));
  return [...groups.values()]
    .flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [
            {
              what: first.what,
              why: first.why,
              times: others.length + 1,
              firstAt: new Date(first.at).toISOString(),
              lastAt: new Date((others.at(-1) ?? first).at).toISOString(),
            },
          ],
    )
    .toSorted((a, b) => b.times - a.times);
}

/** All that a run did again; of merged results what each of their runs did. */
export function retriesOf({ retries = [], parts = [] }: Pick<RunFacts, 'retries' | 'parts'>): RetryFacts[] {
  return [...retries, ...parts.flatMap(part => part.retries ?? [])];
}

/** How many are told one by one; `verdicts.json` has all. */
const MOST_TOLD = 10;

/** What was done again, in words: how often in all, and for what. Nothing where nothing was. */
export function retriesInWords(retries: readonly RetryFacts[]): { all: string; each: string[] } | undefined {
  if (retries.length === 0) return undefined;
  const times = retries.reduce((sum, retry) => sum + retry.times, 0);
  const told = retries
    .slice(0, MOST_TOLD)
    .map(({ what, why, times }) => `${what}: ${inTimes(times)}, ${why}`);
  const left = retries.length - told.length;
  return {
    all: `Done again because the machine or the network got in the way: ${inTimes(times)}`,
    each: [...told, ...(left > 0 ? [`and ${left} others, in verdicts.json`] : [])],
  };
}

function inTimes(times: number): string {
  return times === 1 ? 'once' : `${times} times`;
}
