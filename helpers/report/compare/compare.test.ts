import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoResults } from '../demo.fixture.ts';
import { largeResults } from '../large.fixture.ts';
import { exampleResults, standInResults } from '../results.fixture.ts';
import { type Results, STAND_IN_NOTICE, type VerdictFacts } from '../results.ts';
import { VERDICT_ORDER, type Verdict } from '../verdict.ts';
import { compareResults } from './compare.ts';

const CELL = { scenario: 'op/index-public', pair: '0.16.1/0.16.1' };

/** The example with one cell alone, or with none. */
function withCell(cell: Partial<VerdictFacts> | undefined): Results {
  const verdict = { ...CELL, verdict: 'holds' as const, reason: 'r', witnesses: [], seconds: 10, ...cell };
  return { ...exampleResults(), verdicts: cell === undefined ? [] : [verdict] };
}

/** What is said of a cell that was so and is so. */
function kindsOf(
  before: Partial<VerdictFacts> | undefined,
  after: Partial<VerdictFacts> | undefined,
): string[] {
  return compareResults(withCell(before), withCell(after)).changes.map(({ kind }) => kind);
}

describe('compareResults', () => {
  it.each<[string, Verdict | undefined, Verdict | undefined, string[]]>([
    ['what held and is red is new red', 'holds', 'regression', ['new-red']],
    ['a known defect that fails otherwise is new red', 'known-defect', 'regression', ['new-red']],
    ['what nobody had tried and is red is new red', undefined, 'regression', ['new-red']],
    ['what had no verdict and is red is new red', 'no-verdict', 'regression', ['new-red']],
    ['what was red and holds is newly fixed', 'regression', 'holds', ['newly-fixed']],
    ['a known defect that is gone is newly fixed', 'known-defect', 'fixed', ['newly-fixed']],
    [
      'a known defect whose record was taken away and holds is newly fixed',
      'known-defect',
      'holds',
      ['newly-fixed'],
    ],
    ['what held and fails as recorded has another verdict', 'holds', 'known-defect', ['changed-verdict']],
    ['a red that got a record has another verdict', 'regression', 'known-defect', ['changed-verdict']],
    ['what nobody had tried and holds is newly covered', undefined, 'holds', ['newly-covered']],
    ['what had no verdict and holds is newly covered', 'no-verdict', 'holds', ['newly-covered']],
    [
      'what was not meant and is a known defect is newly covered',
      'not-applicable',
      'known-defect',
      ['newly-covered'],
    ],
    ['what held and has no verdict is no longer judged', 'holds', 'no-verdict', ['no-longer-judged']],
    ['what was red and is not run is no longer judged', 'regression', undefined, ['no-longer-judged']],
    ['what was never judged is no change', undefined, 'no-verdict', []],
    ['what stays is no change', 'holds', 'holds', []],
    ['what stays red is no change', 'regression', 'regression', []],
  ])('%s', (_, before, after, kinds) => {
    expect(kindsOf(before && { verdict: before }, after && { verdict: after })).toEqual(kinds);
  });

  it('knows the names of a world that was up already as passing, too', () => {
    const at = (id: string) => ({
      verdict: 'known-defect' as const,
      reason: `https://ftls-${id}-edge:10058: x509`,
    });
    const before = withCell(at('run1'));
    const after = withCell(at('1125-2101-6ee2'));
    const world = { id: '1125-2101-6ee2', startedAt: after.run.startedAt };
    expect(compareResults(before, after).changes).not.toEqual([]);
    expect(compareResults(before, { ...after, run: { ...after.run, world } }).changes).toEqual([]);
  });

  it('takes an out-of-date record for red where that is an error', () => {
    const after = withCell({ verdict: 'fixed' });
    after.run.staleRecords = 'error';
    expect(compareResults(withCell({ verdict: 'known-defect' }), after).changes).toMatchObject([
      { kind: 'new-red' },
    ]);
  });

  it('sees another reason of the same verdict, but not what is another in every run', () => {
    const at = (run: string, reason: string) => {
      const results = withCell({
        verdict: 'regression',
        reason: `Get "https://ftls-${run}-edge:10004/": ${reason}`,
      });
      results.run.id = run;
      return results;
    };
    const before = at('1124-0812-b0b5', 'x509: unknown authority');
    expect(compareResults(before, at('1125-0755-fa47', 'x509: unknown authority')).changes).toEqual([]);
    expect(compareResults(before, at('1125-0755-fa47', 'x509: has expired')).changes).toMatchObject([
      { kind: 'changed-reason' },
    ]);
  });

  it('takes no notice of how something holds', () => {
    expect(kindsOf({ reason: '18 requests' }, { reason: 'all is well' })).toEqual([]);
  });

  it('calls slower what took more than so many times as long with the same verdict', () => {
    expect(kindsOf({ seconds: 10 }, { seconds: 21 })).toEqual(['slower']);
    expect(kindsOf({ seconds: 10 }, { seconds: 20 })).toEqual([]);
    expect(kindsOf({ seconds: 10 }, { seconds: 21, verdict: 'known-defect' })).toEqual(['changed-verdict']);
    expect(kindsOf({ seconds: 0.1 }, { seconds: 5 })).toEqual([]);
    const [before, after] = [withCell({ seconds: 10 }), withCell({ seconds: 40 })];
    expect(compareResults(before, after, { slowerBy: 5 }).changes).toEqual([]);
    expect(compareResults(before, after, { slowerBy: 3 }).changes).toHaveLength(1);
  });

  it('does not call slower what a busier machine made of all of them', () => {
    const before = largeResults({ scenarios: 30, pairs: 1 });
    const at = (seconds: (at: number) => number) => ({
      ...before,
      verdicts: before.verdicts.map((judged, place) => ({ ...judged, seconds: seconds(place) })),
    });
    const [evenly, later] = [at(() => 10), at(place => (place === 3 ? 80 : 30))];
    const { changes, pace } = compareResults(evenly, later);
    expect(pace).toBe(3);
    expect(changes.map(({ kind }) => kind)).toEqual(['slower']);
    expect(compareResults(later, evenly)).toMatchObject({ pace: 1, changes: [] });
  });

  it('compares pairs of two releases that were run for the same reason, and says so', () => {
    const after = withCell({ pair: '0.17.0/0.17.0', verdict: 'regression' });
    after.pairs = after.pairs.map(pair => (pair.role === 'new' ? { ...pair, id: '0.17.0/0.17.0' } : pair));
    const { replaced, changes } = compareResults(withCell({}), after);
    expect(replaced).toEqual([{ before: '0.16.1/0.16.1', after: '0.17.0/0.17.0' }]);
    expect(changes).toMatchObject([
      { kind: 'new-red', pair: '0.17.0/0.17.0', before: { pair: '0.16.1/0.16.1' } },
    ]);
  });

  it('says that one of the two did not test Fleet', () => {
    expect(compareResults(exampleResults(), exampleResults())).not.toHaveProperty('notice');
    expect(compareResults(standInResults(), exampleResults()).notice).toBe(STAND_IN_NOTICE);
    expect(compareResults(exampleResults(), standInResults()).notice).toBe(STAND_IN_NOTICE);
  });

  it('finds nothing in a run held against itself', () => {
    for (const results of [exampleResults(), demoResults(), largeResults({ scenarios: 30, pairs: 5 })]) {
      const { changes, compared } = compareResults(results, results);
      expect(changes).toEqual([]);
      expect(compared).toBe(
        results.verdicts.filter(({ verdict }) => !['no-verdict', 'not-applicable'].includes(verdict)).length,
      );
    }
  });

  it('turns around with its arguments: what is covered one way is no longer judged the other way', () => {
    const verdict = fc.constantFrom<Verdict | undefined>(undefined, ...VERDICT_ORDER);
    fc.assert(
      fc.property(verdict, verdict, (a, b) => {
        const kinds = (x: typeof a, y: typeof a) => kindsOf(x && { verdict: x }, y && { verdict: y });
        const there = kinds(a, b);
        const back = kinds(b, a);
        expect(there.length).toBe(back.length);
        if (there[0] === 'no-longer-judged') expect(['newly-covered', 'new-red']).toContain(back[0]);
        if (there[0] === 'newly-fixed') expect(['changed-verdict', 'new-red']).toContain(back[0]);
      }),
    );
  });
});
