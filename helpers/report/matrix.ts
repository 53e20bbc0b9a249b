import type { PairFacts, Results, ScenarioFacts, VerdictFacts } from './results.ts';
import { VERDICT_ORDER, type Verdict } from './verdict.ts';

/** One place of the matrix; without `judged` the scenario was not run with that pair. */
export interface Cell {
  scenario: ScenarioFacts;
  pair: PairFacts;
  judged?: VerdictFacts;
}

/** One scenario with its cells, in the order of the pairs. */
export interface Row {
  scenario: ScenarioFacts;
  /** The scenario's position in the results. */
  place: number;
  cells: Cell[];
}

/** The scenarios of one family. */
export interface Family {
  name: string;
  rows: Row[];
}

/** Scenarios x pairs, by family, in the order of the results. */
export function matrixOf({ scenarios, pairs, verdicts }: Results): Family[] {
  const judgedAt = new Map(verdicts.map(judged => [keyOf(judged.scenario, judged.pair), judged]));
  const rows = scenarios.map((scenario, place) => ({
    scenario,
    place,
    cells: pairs.map(pair => {
      const judged = judgedAt.get(keyOf(scenario.id, pair.id));
      return { scenario, pair, ...(judged && { judged }) };
    }),
  }));
  return [...Map.groupBy(rows, row => row.scenario.family)].map(([name, rows]) => ({ name, rows }));
}

/** All cells of the matrix in one list. */
export function cellsOf(results: Results): Cell[] {
  return matrixOf(results).flatMap(family => family.rows.flatMap(row => row.cells));
}

/** How often each verdict was given, most urgent first, without those that were not. */
export function countsOf({ verdicts }: Pick<Results, 'verdicts'>): { verdict: Verdict; count: number }[] {
  return VERDICT_ORDER.map(verdict => ({
    verdict,
    count: verdicts.filter(judged => judged.verdict === verdict).length,
  })).filter(({ count }) => count > 0);
}

/** The verdicts that a reader has to be told the reason of (red, violet, blue, amber), most urgent first. */
export function notableOf({ verdicts }: Pick<Results, 'verdicts'>): VerdictFacts[] {
  return verdicts
    .filter(({ verdict }) => verdict !== 'holds' && verdict !== 'not-applicable')
    .toSorted((a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict));
}

/** {@link notableOf}, with the cells that one record explains together, where the first of them stands. */
export function notableGroupsOf(results: Pick<Results, 'verdicts'>): VerdictFacts[][] {
  const groups = Map.groupBy(notableOf(results), ({ verdict, record, scenario, pair }) =>
    verdict === 'known-defect' && record ? JSON.stringify(record) : keyOf(scenario, pair),
  );
  return [...groups.values()];
}

/** The scenarios of some cells, pair by pair: `op/a, op/b with 0.12.4/0.12.4; op/a with 0.16.1/0.12.4`. */
export function cellsInWords(cells: readonly VerdictFacts[]): string {
  const byPair = Map.groupBy(cells, ({ pair }) => pair);
  return [...byPair]
    .map(([pair, of]) => `${of.map(({ scenario }) => scenario).join(', ')} with ${pair}`)
    .join('; ');
}

function keyOf(scenario: string, pair: string): string {
  return JSON.stringify([scenario, pair]);
}
