import type { PairFacts } from '../results.ts';

/** A pair of the earlier run and what stands for it in the later one. */
export interface MatchedPair {
  before: PairFacts;
  after: PairFacts;
}

/**
 * Which pairs of two runs are compared: those of the same versions, and of the rest those that were run for the same
 * reason, so that the run of a release can be held against that of the release before it. Only where one of the rest on
 * each side has the reason, and never Fleet against its stand-in.
 */
export function matchPairs(before: readonly PairFacts[], after: readonly PairFacts[]): MatchedPair[] {
  const same = after.flatMap(pair => {
    const own = before.find(({ id }) => id === pair.id);
    return own ? [{ before: own, after: pair }] : [];
  });
  const restBefore = before.filter(pair => !same.some(match => match.before === pair));
  const restAfter = after.filter(pair => !same.some(match => match.after === pair));
  const byReason = restAfter.flatMap(pair => {
    const earlier = restBefore.filter(other => reasonOf(other) === reasonOf(pair));
    const later = restAfter.filter(other => reasonOf(other) === reasonOf(pair));
    const [own] = earlier;
    return own && earlier.length === 1 && later.length === 1 && pair.role !== 'given'
      ? [{ before: own, after: pair }]
      : [];
  });
  return [...same, ...byReason].toSorted((a, b) => after.indexOf(a.after) - after.indexOf(b.after));
}

function reasonOf({ role, controller, agent }: PairFacts): string {
  return `${role} ${controller.standin || agent.standin}`;
}
