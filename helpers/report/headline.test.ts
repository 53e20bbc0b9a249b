import { describe, expect, it } from 'vitest';
import { headline } from './headline.ts';
import { exampleResults } from './results.fixture.ts';
import type { Results } from './results.ts';
import type { Verdict } from './verdict.ts';

/** The example without the given verdicts. */
function without(...verdicts: Verdict[]): Results {
  const results = exampleResults();
  return { ...results, verdicts: results.verdicts.filter(({ verdict }) => !verdicts.includes(verdict)) };
}

describe('headline', () => {
  it('says regression first, then how many of what, and what was not run', () => {
    expect(headline(exampleResults())).toBe(
      'Regression: 1 not met and unexplained, 1 without a verdict, 1 better than recorded, ' +
        '1 known to fail, 2 hold, 1 not applicable, 2 not run.',
    );
  });

  it('does not call a run without a verdict somewhere a success', () => {
    expect(headline(without('regression'))).toMatch(/^Incomplete, the harness or the machine failed: /);
  });

  it('names stale records only where they are errors', () => {
    const results = without('regression', 'no-verdict');
    expect(headline(results)).toMatch(/^No regression: /);
    results.run.staleRecords = 'error';
    expect(headline(results)).toMatch(/^Records are out of date: /);
  });

  it('says of an interrupted run how far it came', () => {
    const results = exampleResults();
    results.run.interrupted = true;
    expect(headline(results)).toMatch(/^Interrupted, 7 of 9 judged: 1 not met/);
  });

  it('has nothing to count where an interrupted run judged nothing', () => {
    const results = { ...exampleResults(), verdicts: [] };
    results.run.interrupted = true;
    expect(headline(results)).toBe('Interrupted, 0 of 9 judged.');
  });

  it('says nothing of what was not run where all was', () => {
    const results = exampleResults();
    results.verdicts = results.scenarios.flatMap(({ id: scenario }) =>
      results.pairs.map(({ id: pair }) => ({
        ...{ scenario, pair, reason: '', witnesses: [], seconds: 1 },
        verdict: 'holds',
      })),
    );
    expect(headline(results)).toBe(`No regression: ${results.verdicts.length} hold.`);
  });

  it('says when nothing was judged', () => {
    expect(headline({ ...exampleResults(), verdicts: [] })).toBe('Nothing was judged.');
  });
});
