import { oneLine, wrap } from '../text.ts';
import type { Comparison } from './compare.ts';
import { comparedRuns, comparisonHeadline, type Item, sectionsOf } from './sections.ts';

const WIDTH = 100;

/** A comparison for a terminal. */
export function comparisonText(comparison: Comparison): string {
  const { notice } = comparison;
  const blocks = [
    ...(notice === undefined ? [] : [wrap(notice, WIDTH)]),
    wrap(comparisonHeadline(comparison), WIDTH),
    comparedRuns(comparison).map(oneLine),
    ...sectionsOf(comparison).map(({ title, items }) => [title, ...items.flatMap(itemLines)]),
  ];
  return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

function itemLines({ scenario, pair, before, after, lines }: Item): string[] {
  const [was, is] = [before ?? 'not run', after ?? 'not run'];
  const change = was === is ? is : `${was} -> ${is}`;
  return [
    `  ${oneLine(scenario)} with ${oneLine(pair)}: ${change}`,
    ...lines.flatMap(({ label, text }) => wrap(`${label}: ${text}`, WIDTH - 4).map(line => `    ${line}`)),
  ];
}
