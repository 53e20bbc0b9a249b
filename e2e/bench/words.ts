import type { Compared } from './compare.ts';
import type { Figure, Unit } from './figures.ts';
import { spreadOf } from './statistics.ts';

/** One figure in words, cell by cell: what, median, spread, budget, against what is kept. */
export function cellsOf({ figure, ratio, changed, over }: Compared): string[] {
  const { what, unit, samples, budget } = figure;
  const { median, low, high } = spreadOf(samples);
  return [
    what,
    quantity(median, unit),
    samples.length === 1 ? '' : `${amount(low, unit)} to ${amount(high, unit)}, n = ${samples.length}`,
    budget === undefined ? '' : `${over ? 'OVER' : 'within'} ${quantity(budget, unit)}`,
    ratio === undefined ? '' : `${ratio.toFixed(2)}x${changed === undefined ? '' : ` (${changed})`}`,
  ];
}

/** The heads of these cells. */
export const HEADS = ['what', 'median', 'spread', 'budget', 'to the kept'] as const;

function quantity(value: number, unit: Unit): string {
  return unit === '^' ? `^ ${amount(value, unit)}` : `${amount(value, unit)} ${unit}`;
}

/** With as many digits as say something. */
function amount(value: number, unit: Unit): string {
  if (unit === 'MiB') return value.toFixed(0);
  return value.toFixed(value < 10 ? 2 : 1);
}

/** How many figures are within their budget. */
export function budgetsInWords(figures: readonly Figure[]): string {
  const held = figures.filter(({ budget }) => budget !== undefined);
  const over = held.filter(({ samples, budget = 0 }) => spreadOf(samples).median > budget);
  const named = over.map(({ what }) => what).join(', ');
  return `${held.length - over.length} of ${held.length} budgets are met${over.length === 0 ? '' : `; over: ${named}`}`;
}
