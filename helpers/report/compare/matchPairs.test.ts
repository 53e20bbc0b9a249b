import { describe, expect, it } from 'vitest';
import { exampleResults, standInResults } from '../results.fixture.ts';
import type { PairFacts, ReleaseFacts } from '../results.ts';
import { matchPairs } from './matchPairs.ts';

const { pairs } = exampleResults();
const renamed = (pair: PairFacts, id: string): PairFacts => ({ ...pair, id });
const idsOf = (matches: ReturnType<typeof matchPairs>) =>
  matches.map(({ before, after }) => `${before.id} ${after.id}`);

/** Every controller with every agent of some versions, as they are given by hand. */
const matrixOf = (...versions: string[]): PairFacts[] => {
  const release = (version: string): ReleaseFacts => ({
    version,
    image: `fleet:${version}`,
    digest: 'sha256:1',
    standin: version.includes('standin'),
  });
  return versions.flatMap(controller =>
    versions.map(agent => ({
      id: `${controller}/${agent}`,
      controller: release(controller),
      agent: release(agent),
      role: 'given',
    })),
  );
};

describe('matchPairs', () => {
  it('matches pairs of the same versions, whatever they were run for', () => {
    const given = pairs.map(pair => ({ ...pair, role: 'given' as const }));
    expect(idsOf(matchPairs(pairs, given))).toEqual(pairs.map(({ id }) => `${id} ${id}`));
  });

  it('matches the new pair of a release with the new pair of the release before it', () => {
    const later = pairs.map(pair => (pair.role === 'new' ? renamed(pair, '0.17.0/0.17.0') : pair));
    expect(idsOf(matchPairs(pairs, later))).toContain('0.16.1/0.16.1 0.17.0/0.17.0');
  });

  it('matches the given pairs of a release matrix with those of the one before, whose newest version was another', () => {
    const before = matrixOf('0.12.4', '0.16.1');
    const after = matrixOf('0.12.4', '0.17.0');
    expect(idsOf(matchPairs(before, after))).toEqual([
      '0.12.4/0.12.4 0.12.4/0.12.4',
      '0.12.4/0.16.1 0.12.4/0.17.0',
      '0.16.1/0.12.4 0.17.0/0.12.4',
      '0.16.1/0.16.1 0.17.0/0.17.0',
    ]);
  });

  it('matches no given pairs where several versions are others: nobody said which stands for which', () => {
    expect(matchPairs(matrixOf('0.12.4', '0.16.1'), matrixOf('0.13.0', '0.17.0'))).toEqual([]);
    expect(matchPairs(matrixOf('0.16.1'), matrixOf('0.17.0', '0.17.1'))).toEqual([]);
  });

  it('matches none of several that were run for the same reason', () => {
    const several = ['a/a', 'b/b'].flatMap(id => pairs.slice(0, 1).map(pair => renamed(pair, id)));
    expect(matchPairs(pairs.slice(0, 1), several)).toEqual([]);
  });

  it('never holds Fleet against its stand-in', () => {
    const standin = standInResults().pairs.map(pair => renamed(pair, `standin:${pair.id}`));
    expect(matchPairs(pairs, standin)).toEqual([]);
    expect(matchPairs(matrixOf('0.16.1'), matrixOf('0.16.0+standin'))).toEqual([]);
  });
});
