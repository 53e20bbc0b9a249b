import stringWidth from 'string-width';
import { compareFigures, keptFigures } from './compare.ts';
import type { BenchResults } from './figures.ts';
import { budgetsInWords, cellsOf, HEADS } from './words.ts';

/** What was found, part by part, beside what is kept: for a terminal. */
export function benchText({ parts }: BenchResults, kept: BenchResults | undefined): string {
  const blocks = parts.map(({ part, figures, remarks }) => {
    const rows = compareFigures(figures, keptFigures(kept, part)).map(cellsOf);
    return [part, ...columns([[...HEADS], ...rows]), ...remarks].map((line, at) =>
      at === 0 ? line : `  ${line}`,
    );
  });
  const all = parts.flatMap(({ figures }) => figures);
  return [...blocks.map(lines => lines.join('\n')), budgetsInWords(all)].join('\n\n');
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => stringWidth(row[column] ?? ''))),
  );
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
