import { costInWords } from '../cost.ts';
import { headline } from '../headline.ts';
import { cellsOf, countsOf, matrixOf } from '../matrix.ts';
import { noticeOf, type Results } from '../results.ts';
import { tookOf } from '../took.ts';
import { VERDICTS } from '../verdict.ts';
import { attentionSection } from './attention.ts';
import { page } from './document.ts';
import { type Markup, markup } from './markup.ts';
import { matrixSection } from './matrix.ts';
import { badge } from './parts.ts';
import { releasesSection } from './releases.ts';
import { retriesSection } from './retries.ts';
import { scenarioSection } from './scenario.ts';
import { timelineSection } from './timeline.ts';

/** The run as one page for a person. It needs nothing else, and works without its script (folded, without a filter). */
export function reportPage(results: Results): string {
  const families = matrixOf(results);
  const notice = noticeOf(results);
  return page({
    title: `fleet-tls-e2e ${results.run.id}`,
    notice,
    script: 'filter.client.mjs',
    body: markup`<a class="skip" href="#reasons">To the reasons</a>
<main>
<h1>${notice === undefined ? '' : 'Stand-in: '}${headline(results)}</h1>
${attentionSection(families)}
${facts(results)}
<h2>Verdicts</h2>
${filter(results)}
${matrixSection(results, families)}
<h2 id="reasons">Reasons and witnesses</h2>
${families.map(
  ({ name, rows }) => markup`<section class="reasons"><h3>${name}</h3>
${rows.map(row => scenarioSection(row, results.run))}</section>`,
)}
<h2>What was tested</h2>
${releasesSection(results)}
<h2>Where the time went</h2>
${timelineSection(results)}
${retriesSection(results)}
</main>`,
  });
}

function facts({ run }: Results): Markup {
  const runs = run.parts ?? [run];
  const lines = runs.flatMap(part => {
    const { id, startedAt, supply, machine, world } = part;
    const { os, arch, cpus, memoryGiB, node } = machine;
    const facts = [
      `Run ${id}, ${startedAt.slice(0, 16).replace('T', ' ')} UTC, took ${tookOf(part)}`,
      ...(world ? [`in world ${world.id}, which was up already`] : []),
      `supply ${supply.strategy}: ${supply.why}`,
      `${os} ${arch}, ${cpus} cores, ${memoryGiB} GiB, Node ${node}`,
    ];
    return [facts.join('; '), costInWords(part) ?? []].flat();
  });
  const merged = run.parts ? [`Run ${run.id}, merged from ${run.parts.length}:`] : [];
  return markup`<p class="dim">${[...merged, ...lines, `Stale records: ${run.staleRecords}`].map(line => markup`${line}<br>`)}</p>`;
}

/** The legend; with the script each line of it also chooses what is shown. */
function filter(results: Results): Markup {
  const notRun = cellsOf(results).filter(({ judged }) => !judged).length;
  const line = (value: string, shown: Markup, meaning: string) =>
    markup`<li><label><input type="checkbox" value="${value}" checked hidden> ${shown} ${meaning}</label></li>`;
  return markup`<form id="filter" role="search" aria-label="Verdicts" autocomplete="off">
<ul class="legend">${countsOf(results).map(({ verdict, count }) => line(verdict, badge(verdict, `${count} ${verdict}`), VERDICTS[verdict].meaning))}
${notRun === 0 ? '' : line('not-run', markup`<span class="badge none">${notRun} not run</span>`, '')}</ul>
<p class="tools" hidden><label>Search <input type="search" placeholder="scenario, version, reason"></label>
<button type="button" value="unfold">Unfold all</button> <button type="button" value="fold">Fold all</button>
<output></output></p>
</form>`;
}
