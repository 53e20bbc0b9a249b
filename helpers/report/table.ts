import { headline } from './headline.ts';
import {
  type Cell,
  cellsInWords,
  cellsOf,
  countsOf,
  type Family,
  matrixOf,
  notableGroupsOf,
} from './matrix.ts';
import { noticeOf, type PairFacts, type Results, type VerdictFacts } from './results.ts';
import { retriesInWords, retriesOf } from './retries.ts';
import { oneLine, wrap } from './text.ts';
import { tookOf } from './took.ts';
import { VERDICTS, type Verdict } from './verdict.ts';

/** The colours that the table asks for; each may give its text back unchanged. */
export interface Colourizer {
  /** The colour of a verdict, on the verdict's word. */
  verdict(verdict: Verdict, text: string): string;
  /** What stands out above all: the stand-in notice. */
  alarm(text: string): string;
  /** What stands back: headings, cells that were not run. */
  dim(text: string): string;
}

/** For everything that is not a terminal. */
export const noColours: Colourizer = { verdict: (_, text) => text, alarm: text => text, dim: text => text };

/** How the table is laid out. */
export interface TableOptions {
  /** {@link noColours} by default. */
  colours?: Colourizer;
  /** Columns of the terminal; 80 by default. Pairs that do not fit go into a further table below. */
  width?: number;
}

/** Scenarios x pairs for a terminal, with the legend and, for each cell that needs attention, its reason. */
export function table(results: Results, { colours = noColours, width = 80 }: TableOptions = {}): string {
  const notice = noticeOf(results);
  const blocks = [
    ...(notice === undefined ? [] : [wrap(notice, width).map(colours.alarm)]),
    ...grids(results, colours, width),
    legend(results, colours),
    ...notableGroupsOf(results).map(cells => notable(cells, colours, width)),
    wrap(`${headline(results)} Took ${tookOf(results.run)}.`, width),
    ...retries(results, width),
    ...(notice === undefined ? [] : [wrap(notice, width).map(colours.alarm)]),
  ];
  return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

/** How often something was done again for no fault of Fleet's; the reports say what. */
function retries({ run }: Results, width: number): string[][] {
  const told = retriesInWords(retriesOf(run));
  return told === undefined ? [] : [wrap(`${told.all}.`, width)];
}

/** What is said of a cell, or of all that one record explains: there the first cell's reason stands for all. */
function notable(cells: readonly VerdictFacts[], colours: Colourizer, width: number): string[] {
  const [first] = cells;
  if (!first) return [];
  const { verdict, record, reason } = first;
  const indented = (text: string) => wrap(text, width - 4).map(line => `    ${line}`);
  const word = colours.verdict(verdict, verdict);
  if (cells.length === 1) return [`${word}  ${oneLine(cellsInWords(cells))}`, ...indented(reason)];
  return [
    `${word}  ${cells.length} cells, ${oneLine(record?.issue ?? '')}`,
    ...indented(cellsInWords(cells)),
    ...indented(`The first: ${reason}`),
  ];
}

function grids(results: Results, colours: Colourizer, width: number): string[][] {
  const families = matrixOf(results);
  const labelWidth = Math.max(
    'controller'.length,
    ...results.scenarios.map(({ id }) => oneLine(id).length + 2),
  );
  const versions = results.pairs.flatMap(({ controller, agent }) => [controller.version, agent.version]);
  const columnWidth =
    2 +
    Math.max(
      ...versions.map(version => oneLine(version).length),
      ...Object.values(WORDS).map(word => word.length),
    );
  const perGrid = Math.max(1, Math.floor((width - labelWidth) / columnWidth));
  const starts = results.pairs.map((_, index) => index).filter(index => index % perGrid === 0);
  return starts.map(start =>
    grid(families, results.pairs, { start, end: start + perGrid, labelWidth, columnWidth, colours }),
  );
}

interface GridLayout {
  start: number;
  end: number;
  labelWidth: number;
  columnWidth: number;
  colours: Colourizer;
}

function grid(
  families: Family[],
  pairs: PairFacts[],
  { start, end, labelWidth, columnWidth, colours }: GridLayout,
): string[] {
  const line = (label: string, cells: string[]) => `${label.padEnd(labelWidth)}${cells.join('')}`.trimEnd();
  const shown = pairs.slice(start, end);
  const version = (text: string) => `  ${oneLine(text)}`.padEnd(columnWidth);
  return [
    line(
      'controller',
      shown.map(({ controller }) => version(controller.version)),
    ),
    line(
      'agent',
      shown.map(({ agent }) => version(agent.version)),
    ),
    ...families.flatMap(({ name, rows }) => [
      colours.dim(oneLine(name)),
      ...rows.map(({ scenario, cells }) =>
        line(
          `  ${oneLine(scenario.id)}`,
          cells.slice(start, end).map(cell => gridCell(cell, columnWidth, colours)),
        ),
      ),
    ]),
  ];
}

/** What stands in a cell: the verdict's own word, but for the longest. */
const WORDS: Record<Verdict | 'not-run', string> = {
  regression: 'regression',
  'no-verdict': 'no-verdict',
  fixed: 'fixed',
  'known-defect': 'known-defect',
  holds: 'holds',
  'not-applicable': 'n/a',
  'not-run': '-',
};

/** Padded outside the colour, so that colour codes do not count as width. */
function gridCell({ judged }: Cell, columnWidth: number, colours: Colourizer): string {
  const word = WORDS[judged?.verdict ?? 'not-run'];
  return `  ${judged ? colours.verdict(judged.verdict, word) : colours.dim(word)}${' '.repeat(columnWidth - 2 - word.length)}`;
}

function legend(results: Results, colours: Colourizer): string[] {
  const line = (count: number, word: string, shown: string, meaning: string) =>
    `${String(count).padStart(4)}  ${shown}${' '.repeat(14 - word.length)}${meaning}`;
  const counts = countsOf(results);
  const notRun = cellsOf(results).filter(({ judged }) => !judged).length;
  return [
    ...counts.map(({ verdict, count }) =>
      line(count, WORDS[verdict], colours.verdict(verdict, WORDS[verdict]), VERDICTS[verdict].meaning),
    ),
    ...(notRun > 0 ? [line(notRun, WORDS['not-run'], colours.dim(WORDS['not-run']), 'not run')] : []),
  ];
}
