import { costInWords } from './cost.ts';
import { headline } from './headline.ts';
import { codeSpan, escapeMarkdown, markdownTable } from './markdown.ts';
import { type Cell, cellsInWords, countsOf, matrixOf, notableGroupsOf } from './matrix.ts';
import { noticeOf, type Results, type RunFacts, type VerdictFacts } from './results.ts';
import { retriesInWords, retriesOf } from './retries.ts';
import { tookOf } from './took.ts';
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
    notableGroupsOf(results).map(notableItem).join('\n'),
    releasesTable(results),
    runLines(run).join('  \n'),
    retryLines(run).join('\n'),
  ];
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
}

/** Where the verdicts come from: a line for the run, or for each of the runs that were merged. */
function runLines({ id, parts, staleRecords, ...run }: RunFacts): string[] {
  const lines = (parts ?? [{ id, ...run }]).flatMap(part => {
    const { id, startedAt, supply, machine, world } = part;
    const facts = [
      `Run ${codeSpan(id)}, ${startedAt}, took ${tookOf(part)}`,
      ...(world ? [`in world ${codeSpan(world.id)}, which was up already`] : []),
      `supply: ${supply.strategy} (${escapeMarkdown(supply.why)})`,
      escapeMarkdown(
        `${machine.os} ${machine.arch}, ${machine.cpus} cores, ${machine.memoryGiB} GiB, Node ${machine.node}`,
      ),
    ];
    return [facts.join('; '), costInWords(part) ?? []].flat();
  });
  return [...lines, `Stale records: ${staleRecords}`];
}

/** What was done again for no fault of Fleet's. */
function retryLines(run: RunFacts): string[] {
  const told = retriesInWords(retriesOf(run));
  return told === undefined
    ? []
    : [`${told.all}.`, '', ...told.each.map(line => `- ${escapeMarkdown(line)}`)];
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

/** A cell, or all that one record explains: there the first cell's reason stands for all. */
function notableItem(cells: readonly VerdictFacts[]): string {
  const [first] = cells;
  if (!first) return '';
  const { verdict, record, reason } = first;
  const because = record ? ` (${escapeMarkdown(record.issue)})` : '';
  const told = cells.length === 1 ? '' : `${cells.length} cells, the first `;
  const which =
    cells.length === 1
      ? `**${escapeMarkdown(first.scenario)}** with ${escapeMarkdown(first.pair)}`
      : escapeMarkdown(cellsInWords(cells));
  return `- ${VERDICTS[verdict].sign} ${verdict}: ${which}${because}: ${told}${codeSpan(reason)}`;
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
