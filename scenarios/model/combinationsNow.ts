import { chartGrid } from './chartGrid.ts';
import { lackingCombinations } from './pairwise.ts';
import { upstreamGrid } from './upstreamGrid.ts';

/** What the generated scenarios combine, as PICT gives it for the grids and the named scenarios of today. */
export function combinationsNow() {
  return { upstream: lackingCombinations(upstreamGrid), charts: lackingCombinations(chartGrid) };
}
