import { describe, expect, it } from 'vitest';
import { exampleResults, standInResults } from '../results.fixture.ts';
import type { PairFacts } from '../results.ts';
import { matchPairs } from './matchPairs.ts';

const { pairs } = exampleResults();
const renamed = (pair: PairFacts, id: string): PairFacts => ({ ...pair, id });
const idsOf = (matches: ReturnType<typeof matchPairs>) =>
  matches.map(({ before, after }) => `${before.id} ${after.id}`);

describe('matchPairs', () => {
  it('matches pairs of the same versions, whatever they were run for', () => {
    const given = pairs.map(pair => ({ ...pair, role: 'given' as const }));
    expect(idsOf(matchPairs(pairs, given))).toEqual(pairs.map(({ id }) => `${id} ${id}`));
  });

  it('matches the new pair of a release with the new pair of the release before it', () => {
    const later = pairs.map(pair => (pair.role === 'new' ? renamed(pair, '0.17.0/0.17.0') : pair));
    expect(idsOf(matchPairs(pairs, later))).toContain('0.16.1/0.16.1 0.17.0/0.17.0');
  });

  it('matches no given pairs of other versions: nobody said that one stands for the other', () => {
    const given = pairs.slice(0, 1).map(pair => ({ ...pair, role: 'given' as const }));
    expect(
      matchPairs(
        given,
        given.map(pair => renamed(pair, '0.17.0/0.17.0')),
      ),
    ).toEqual([]);
  });

  it('matches none of several that were run for the same reason', () => {
    const several = ['a/a', 'b/b'].flatMap(id => pairs.slice(0, 1).map(pair => renamed(pair, id)));
    expect(matchPairs(pairs.slice(0, 1), several)).toEqual([]);
  });

  it('never holds Fleet against its stand-in', () => {
    const standin = standInResults().pairs.map(pair => renamed(pair, `standin:${pair.id}`));
    expect(matchPairs(pairs, standin)).toEqual([]);
  });
});
