import { clock } from '../process/progress.ts';
import { headline } from './headline.ts';
import { codeSpan, escapeMarkdown, markdownTable } from './markdown.ts';
import { type Cell, countsOf, matrixOf, notableOf } from './matrix.ts';
import { noticeOf, type Results, type VerdictFacts } from './results.ts';
import { VERDICTS } from './verdict.ts';

/** The run in Markdown (GitHub's), for a pull request or a job's summary. */
export function summary(results: Results): string {
  const { run } = results;
  const notice = noticeOf(results);
  const blocks = [
    `# fleet-tls-e2e${notice === undefined ? '' : ': stand-in run'}`,
    ...(notice === undefined ? [] : [`> **${notice}**`]),
    `**${escapeMarkdown(headline(results))}**`,
    matrixTable(results),
    countsOf(results)
      .map(
        ({ verdict, count }) =>
          `${VERDICTS[verdict].sign} ${count} ${verdict} (${VERDICTS[verdict].meaning})`,
      )
      .join('  \n'),
    notableOf(results).map(notableItem).join('\n'),
    releasesTable(results),
    [
      `Run ${codeSpan(run.id)}, ${run.startedAt}, took ${clock(Date.parse(run.endedAt) - Date.parse(run.startedAt))}`,
      `supply: ${run.supply.strategy} (${escapeMarkdown(run.supply.why)})`,
      `stale records: ${run.staleRecords}`,
      escapeMarkdown(
        `${run.machine.os} ${run.machine.arch}, ${run.machine.cpus} cores, ${run.machine.memoryGiB} GiB, Node ${run.machine.node}`,
      ),
    ].join('; '),
  ];
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
}

function matrixTable(results: Results): string {
  return markdownTable(
    ['scenario', ...results.pairs.map(({ id }) => id)].map(escapeMarkdown),
    matrixOf(results).flatMap(({ rows }) =>
      rows.map(({ scenario, cells }) => [escapeMarkdown(scenario.id), ...cells.map(matrixCell)]),
    ),
  );
}

function matrixCell({ judged }: Cell): string {
  return judged ? `${VERDICTS[judged.verdict].sign} ${judged.verdict}` : 'not run';
}

function notableItem({ verdict, scenario, pair, reason, record }: VerdictFacts): string {
  const because = record ? ` (${escapeMarkdown(record.issue)})` : '';
  return `- ${VERDICTS[verdict].sign} ${verdict}: **${escapeMarkdown(scenario)}** with ${escapeMarkdown(pair)}${because}: ${codeSpan(reason)}`;
}

function releasesTable({ pairs }: Results): string {
  const releases = new Map(
    pairs
      .flatMap(({ controller, agent }) => [controller, agent])
      .map(release => [`${release.image}@${release.digest}`, release]),
  );
  return markdownTable(
    ['version', 'image', 'digest'],
    [...releases.values()].map(({ version, image, digest, standin }) => [
      `${escapeMarkdown(version)}${standin ? ' **(stand-in, not Fleet)**' : ''}`,
      escapeMarkdown(image),
      codeSpan(digest),
    ]),
  );
}
