import type { VerdictFacts } from '../../helpers/report/results.ts';
import { VERDICTS } from '../../helpers/report/verdict.ts';
import type { Family } from '../../scenarios/vocabulary/index.ts';
import { type KeptRun, newestVerdicts } from './keptRuns.ts';

/**
 * The page `docs/real-fleet/README.md`: for each scenario and pair the verdict of the newest run that has it.
 * @param runs oldest first.
 */
export function realFleetPage(families: readonly Family[], runs: readonly KeptRun[]): string {
  const pairs = [...new Set(runs.flatMap(({ results }) => results.pairs.map(({ id }) => id)))];
  const newest = newestVerdicts(runs);
  return [
    '# Runs on real Fleet',
    '<!-- Written by `npm run docs` from the verdicts.json of the folders beside it. A test holds it to them. -->',
    'What this harness observed of released versions of Rancher Fleet: the verdicts as the harness wrote them, with the ' +
      "digests of the images that ran. Nothing of Fleet's own is here. The images were built from Fleet's tags, since the " +
      'machine reached no image registry: their digests are those of local builds and not the published ones.',
    Object.values(VERDICTS)
      .map(({ sign, meaning }) => `${sign} ${meaning}`)
      .join('  \n'),
    ...families.map(({ title, scenarios }) =>
      [
        `## ${title}`,
        '',
        row(['scenario', ...pairs]),
        row(['---', ...pairs.map(() => '---')]),
        ...scenarios.map(({ id }) =>
          row([`\`${id}\``, ...pairs.map(pair => cell(newest.get(id)?.get(pair)))]),
        ),
      ].join('\n'),
    ),
    ['## The runs', '', ...runs.map(runLine)].join('\n'),
    '',
  ].join('\n\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(verdict: VerdictFacts | undefined): string {
  if (verdict === undefined) return '';
  const { sign } = VERDICTS[verdict.verdict];
  return verdict.record === undefined ? sign : `${sign} ${verdict.record.issue.replace('rancher/fleet', '')}`;
}

function runLine({ folder, results }: KeptRun): string {
  const { pairs, run, scenarios } = results;
  const day = run.startedAt.slice(0, 10);
  return `- [${folder}](${folder}/summary.md): ${day}, ${pairs.map(({ id }) => id).join(', ')}, ${scenarios.length} scenarios`;
}
