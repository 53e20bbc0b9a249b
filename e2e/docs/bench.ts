import { escapeMarkdown, markdownTable } from '../../helpers/report/markdown.ts';
import { compareFigures } from '../bench/compare.ts';
import type { BenchResults, PartResults } from '../bench/figures.ts';
import type { BenchPart } from '../bench/part.ts';
import { budgetsInWords, cellsOf, HEADS } from '../bench/words.ts';

/** The page `docs/bench.md`: how fast this harness is, by the figures that are kept. */
export function benchPage(parts: readonly BenchPart[], kept: BenchResults | undefined): string {
  const figures = (kept?.parts ?? []).flatMap(part => part.figures);
  return [
    '# How fast it is',
    '<!-- Written by `npm run docs` from docs/bench.json. A test holds it to that. -->',
    '`npm run bench` measures what is slow about a harness: what it adds to the time that clusters, Helm and Fleet take ' +
      'anyhow (the floor, a plain script that does the same by hand), and what grows with the number of scenarios and pairs. ' +
      'Each thing is measured round by round, in turn with what it is held against. Seconds are those of one machine, ratios ' +
      'are not. CI runs none of it.',
    `**${escapeMarkdown(budgetsInWords(figures))}.**`,
    ...parts.map(part =>
      partOf(
        part,
        kept?.parts.find(({ part: name }) => name === part.name),
      ),
    ),
    '',
  ].join('\n\n');
}

function partOf({ name, what }: BenchPart, found: PartResults | undefined): string {
  const title = `## ${name}\n\nMeasured is ${what}.`;
  if (found === undefined) return `${title} Nothing is kept of it yet.`;
  const { measuredAt, machine, figures, remarks } = found;
  const { os, arch, cpus, memoryGiB, node } = machine;
  const heads = HEADS.slice(0, -1);
  return [
    title,
    markdownTable(
      heads,
      compareFigures(figures, []).map(compared =>
        cellsOf(compared).slice(0, heads.length).map(escapeMarkdown),
      ),
    ),
    ...remarks.map(escapeMarkdown),
    `${measuredAt.slice(0, 10)}, ${escapeMarkdown(`${os} ${arch}, ${cpus} cores, ${memoryGiB} GiB, Node ${node}`)}`,
  ].join('\n\n');
}
