import type { PairFacts } from '../results.ts';

/** A pair of the earlier run and what stands for it in the later one. */
export interface MatchedPair {
  before: PairFacts;
  after: PairFacts;
}

/**
 * Which pairs of two runs are compared, so that the run of a release can be held against that of the release before it:
 * those of the same versions; of the rest those that were run for the same reason, where only one on each side was; and
 * where one version alone was exchanged for another, those with the one and with the other. Never Fleet against its
 * stand-in.
 */
export function matchPairs(before: readonly PairFacts[], after: readonly PairFacts[]): MatchedPair[] {
  const matches: MatchedPair[] = [];
  for (const matching of [bySameVersions, byReason, byExchange([before, after])]) {
    const isLeft = (pair: PairFacts) => !matches.some(match => match.before === pair || match.after === pair);
    matches.push(...matching(before.filter(isLeft), after.filter(isLeft)));
  }
  return matches.toSorted((a, b) => after.indexOf(a.after) - after.indexOf(b.after));
}

/** Matches what is left of two runs' pairs. */
type Matching = (before: readonly PairFacts[], after: readonly PairFacts[]) => MatchedPair[];

const bySameVersions: Matching = (before, after) => matchesWhere(before, after, (a, b) => a.id === b.id);

const byReason: Matching = (before, after) => {
  const alone = (pairs: readonly PairFacts[]) =>
    pairs.filter(
      pair => pair.role !== 'given' && pairs.filter(other => reasonOf(other) === reasonOf(pair)).length === 1,
    );
  return matchesWhere(alone(before), alone(after), (a, b) => reasonOf(a) === reasonOf(b));
};

/** A list of versions, as of a release matrix, is that of the release before but for the newest. */
function byExchange([before, after]: [readonly PairFacts[], readonly PairFacts[]]): Matching {
  const [earlier, later] = [versionsOf(before), versionsOf(after)];
  const [left, ...alsoLeft] = [...earlier.keys()].filter(version => !later.has(version));
  const [came, ...alsoCame] = [...later.keys()].filter(version => !earlier.has(version));
  const isExchange =
    left !== undefined &&
    came !== undefined &&
    alsoLeft.length + alsoCame.length === 0 &&
    earlier.get(left) === later.get(came);
  const now = (version: string) => (version === left ? came : version);
  return (restBefore, restAfter) =>
    isExchange
      ? matchesWhere(
          restBefore,
          restAfter,
          (a, b) =>
            now(a.controller.version) === b.controller.version && now(a.agent.version) === b.agent.version,
        )
      : [];
}

function matchesWhere(
  before: readonly PairFacts[],
  after: readonly PairFacts[],
  stands: (before: PairFacts, after: PairFacts) => boolean,
): MatchedPair[] {
  return after.flatMap(pair => {
    const own = before.find(other => stands(other, pair));
    return own ? [{ before: own, after: pair }] : [];
  });
}

function reasonOf({ role, controller, agent }: PairFacts): string {
  return `${role} ${controller.standin || agent.standin}`;
}

/** The versions of pairs, each with whether it is one of the stand-in. */
function versionsOf(pairs: readonly PairFacts[]): Map<string, boolean> {
  return new Map(
    pairs.flatMap(({ controller, agent }) =>
      [controller, agent].map(({ version, standin }): [string, boolean] => [version, standin]),
    ),
  );
}
