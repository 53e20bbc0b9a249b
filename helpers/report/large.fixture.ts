import { demoResults } from './demo.fixture.ts';
import type { Results } from './results.ts';

/** A run, the made-up one by default, blown up to so many scenarios and pairs: every cell judged, with its witnesses. */
export function largeResults(
  size: { scenarios: number; pairs: number },
  run: Results = demoResults(),
): Results {
  const repeated = <T>(list: readonly T[], count: number) =>
    Array.from({ length: count }, (_, index) => list[index % list.length]).filter(item => item !== undefined);
  const pairs = repeated(run.pairs, size.pairs).map((pair, index) => ({
    ...pair,
    id: `0.16.${index}/0.12.${index}`,
  }));
  const scenarios = repeated(run.scenarios, size.scenarios).map((scenario, index) => ({
    ...scenario,
    id: `${scenario.id}-${index}`,
  }));
  const verdicts = scenarios.flatMap((scenario, row) =>
    pairs.flatMap((pair, column) => {
      const judged = run.verdicts[(row * pairs.length + column) % run.verdicts.length];
      return judged ? [{ ...judged, scenario: scenario.id, pair: pair.id }] : [];
    }),
  );
  return { ...run, pairs, scenarios, verdicts };
}
