import { escapeMarkdown, markdownTable } from '../../helpers/report/markdown.ts';
import type { Company } from '../ends/companies.ts';
import { type End, expectedInWords } from '../ends/ends.ts';
import type { Phase } from '../ends/phases.ts';
import type { EndRow, EndsResults } from '../ends/results.ts';

/** The page `docs/ends.md`: what is left of a run that ends before its time, by what is kept of runs that were ended. */
export function endsPage(
  {
    phases,
    ends,
    companies,
  }: { phases: readonly Phase[]; ends: readonly End[]; companies: readonly Company[] },
  kept: EndsResults,
): string {
  return [
    '# What is left of a run that ends before its time',
    '<!-- Written by `npm run docs` from e2e/ends and docs/ends.json. A test holds it to them. -->',
    'A run makes clusters, containers, networks, files with secrets and processes, and may even start a Docker daemon. ' +
      'However it ends, nothing of that may stay for good, nothing of anybody else may be touched, and no report may say ' +
      'more than was seen. `npm run ends` starts a real run of the stand-in, ends it in each of its phases in each way, ' +
      'and compares all that is there with what was there before: containers, networks, volumes, images of runs, ' +
      'processes, files, mounts, network interfaces and the kubeconfig of the user. A container, a network and a volume ' +
      "with names like a run's stand beside it and have to survive.",
    sumLine(kept.rows),
    '## The phases',
    markdownTable(
      ['phase', 'what is under way'],
      phases.map(({ name, is }) => [name, escapeMarkdown(is)]),
    ),
    ...ends.map(end =>
      [
        `## ${escapeMarkdown(end.is)}`,
        markdownTable(
          ['phase', 'expected', 'observed', 'outcome'],
          phases.map(phase => [
            phase.name,
            expectedInWords(end, phase),
            ...seenCells(rowOf(kept, phase.name, end.name)),
          ]),
        ),
      ].join('\n\n'),
    ),
    '## Two runs at once',
    markdownTable(
      ['what becomes of them', 'expected', 'observed', 'outcome'],
      companies.map(({ name, is, expected }) => [is, expected, ...seenCells(rowOf(kept, name, ''))]),
    ),
    '',
  ].join('\n\n');
}

function sumLine(rows: readonly EndRow[]): string {
  const count = (outcome: EndRow['outcome']) => rows.filter(row => row.outcome === outcome).length;
  const days = rows.map(({ day }) => day).toSorted();
  if (days.length === 0) return 'Nothing has been tried yet.';
  return `${count('as expected')} of ${rows.length - count('not tried')} as expected, tried from ${days[0]} to ${days.at(-1)}.`;
}

function rowOf({ rows }: EndsResults, name: string, end: string): EndRow | undefined {
  return rows.find(row => row.name === name && row.end === end);
}

function seenCells(row: EndRow | undefined): string[] {
  if (row === undefined) return ['', 'not tried yet'];
  const wrong = row.wrong.map(one => `<br>${escapeMarkdown(one)}`).join('');
  return [`${row.observed}${wrong}`, row.outcome];
}
