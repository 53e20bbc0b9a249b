import { clock } from '../process/progress.ts';
import { headline } from './headline.ts';
import { codeSpan, escapeMarkdown, markdownTable } from './markdown.ts';
import { type Cell, countsOf, matrixOf, notableOf } from './matrix.ts';
import { noticeOf, type Results, type RunFacts, type VerdictFacts } from './results.ts';
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
    runLines(run).join('  \n'),
  ];
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
}

/** Where the verdicts come from: a line for the run, or for each of the runs that were merged. */
function runLines({ id, parts, staleRecords, ...run }: RunFacts): string[] {
  const lines = (parts ?? [{ id, ...run }]).map(({ id, startedAt, endedAt, supply, machine, world }) =>
    [
      `Run ${codeSpan(id)}, ${startedAt}, took ${clock(Date.parse(endedAt) - Date.parse(startedAt))}`,
      ...(world ? [`in world ${codeSpan(world.id)}, which was up already`] : []),
      `supply: ${supply.strategy} (${escapeMarkdown(supply.why)})`,
      escapeMarkdown(
        `${machine.os} ${machine.arch}, ${machine.cpus} cores, ${machine.memoryGiB} GiB, Node ${machine.node}`,
      ),
    ].join('; '),
  );
  return [...lines, `Stale records: ${staleRecords}`];
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
    [...releases.values()].map(({ version, image, digest, standin, remark }) => [
      `${escapeMarkdown(version)}${standin ? ' **(stand-in, not Fleet)**' : ''}${remark === undefined ? '' : `: ${escapeMarkdown(remark)}`}`,
      escapeMarkdown(image),
      codeSpan(digest),
    ]),
  );
}
