import { clock } from '../process/progress.ts';
import { headline } from './headline.ts';
import { type Cell, cellsOf, countsOf, matrixOf } from './matrix.ts';
import { noticeOf, type Results, type TimedSpan, type VerdictFacts } from './results.ts';
import { escapeMarkup as text } from './text.ts';
import { VERDICTS } from './verdict.ts';

/** The run as one page that needs nothing else: no script, no request leaves it. */
export function html(results: Results): string {
  const notice = noticeOf(results);
  const title = `${notice === undefined ? '' : 'STAND-IN, not Fleet: '}fleet-tls-e2e ${results.run.id}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${notice === undefined ? '' : `<p class="notice" role="alert">${text(notice)}</p>`}
<main>
<h1>${text(headline(results))}</h1>
${facts(results)}
<h2>Verdicts</h2>
${legend(results)}
${matrix(results)}
<h2>Reasons and witnesses</h2>
${cellsOf(results).map(detail).join('\n')}
<h2>What was tested</h2>
${releases(results)}
<h2>Where the time went</h2>
${spans(results.timings.spans)}
</main>
</body>
</html>
`;
}

function facts({ run }: Results): string {
  const took = clock(Date.parse(run.endedAt) - Date.parse(run.startedAt));
  const { os, arch, cpus, memoryGiB, node } = run.machine;
  return `<p class="facts">${[
    `Run ${run.id}, ${run.startedAt}, took ${took}`,
    `supply ${run.supply.strategy}: ${run.supply.why}`,
    `stale records: ${run.staleRecords}`,
    `${os} ${arch}, ${cpus} cores, ${memoryGiB} GiB, Node ${node}`,
  ]
    .map(text)
    .join('<br>')}</p>`;
}

function legend(results: Results): string {
  const items = countsOf(results).map(
    ({ verdict, count }) =>
      `<li><span class="badge ${VERDICTS[verdict].colour}">${count} ${verdict}</span> ${text(VERDICTS[verdict].meaning)}</li>`,
  );
  return `<ul class="legend">${items.join('')}</ul>`;
}

function matrix(results: Results): string {
  const head = results.pairs.map(
    ({ controller, agent }) =>
      `<th scope="col">${text(controller.version)}<br><small>agent ${text(agent.version)}</small></th>`,
  );
  const body = matrixOf(results).map(
    ({
      name,
      rows,
    }) => `<tbody><tr><th colspan="${results.pairs.length + 1}" scope="rowgroup" class="family">${text(name)}</th></tr>
${rows
  .map(
    ({ scenario, cells }) =>
      `<tr><th scope="row" title="${text(scenario.title)}">${text(scenario.id)}</th>${cells.map(matrixCell).join('')}</tr>`,
  )
  .join('\n')}</tbody>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="Verdicts by scenario and pair"><table class="matrix">
<thead><tr><th scope="col">scenario</th>${head.join('')}</tr></thead>
${body.join('\n')}</table></div>`;
}

function matrixCell(cell: Cell): string {
  if (!cell.judged) return '<td>not run</td>';
  const { verdict } = cell.judged;
  return `<td><a class="badge ${VERDICTS[verdict].colour}" href="#${text(anchor(cell.judged))}">${verdict}</a></td>`;
}

/** Open where a reader is needed. The target of the matrix's link lies inside, so that browsers open what is folded. */
function detail({ scenario, judged }: Cell): string {
  if (!judged) return '';
  const { verdict, pair, reason, record, witnesses, seconds, evidence } = judged;
  const open = verdict === 'holds' || verdict === 'not-applicable' ? '' : ' open';
  return `<details${open}><summary><span class="badge ${VERDICTS[verdict].colour}">${verdict}</span> <b>${text(scenario.id)}</b> with ${text(pair)}</summary>
<dl id="${text(anchor(judged))}">
<dt>Requirement</dt><dd>${text(scenario.title)} <small>${text(scenario.source.join(', '))}</small></dd>
<dt>Reason</dt><dd><code>${text(reason)}</code></dd>
${record ? `<dt>Record</dt><dd>${text(record.issue)}${record.controller ? `, controller ${text(record.controller)}` : ''}${record.agent ? `, agent ${text(record.agent)}` : ''}: <code>${text(record.reason)}</code></dd>` : ''}
${witnesses.map(({ source, saw }) => `<dt>${source}</dt><dd><code>${text(saw)}</code></dd>`).join('\n')}
<dt>Time</dt><dd>${seconds.toFixed(1)} s</dd>
${evidence === undefined ? '' : `<dt>Evidence</dt><dd><a href="${text(relativeUrl(evidence))}">${text(evidence)}</a></dd>`}
</dl></details>`;
}

function releases({ pairs }: Results): string {
  const rows = pairs.flatMap(({ id, role, controller, agent }) =>
    Object.entries({ controller, agent }).map(
      ([side, { image, digest, standin }]) =>
        `<tr><td>${text(id)} (${role})</td><td>${side}${standin ? ' <b>stand-in, not Fleet</b>' : ''}</td><td><code>${text(image)}</code><br><code>${text(digest)}</code></td></tr>`,
    ),
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="Images"><table><thead><tr><th>pair</th><th>side</th><th>image as supplied</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function spans(spans: TimedSpan[]): string {
  const rows = spans
    .map(span => ({ ...span, ms: Date.parse(span.endedAt) - Date.parse(span.startedAt) }))
    .toSorted((a, b) => b.ms - a.ms)
    .map(
      ({ name, ms, ok }) =>
        `<tr><td>${clock(ms)}</td><td>${text(name)}${ok ? '' : ' <b>failed</b>'}</td></tr>`,
    );
  return `<details><summary>${spans.length} steps, longest first (steps overlap)</summary><table><tbody>${rows.join('\n')}</tbody></table></details>`;
}

function anchor({ scenario, pair }: VerdictFacts): string {
  return `cell-${encodeURIComponent(`${scenario}-${pair}`)}`.replaceAll('%', '_');
}

/** Encoded by segment, so that no path can become another scheme or host. */
function relativeUrl(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#d0d7de,#3d444d);--dim:light-dark(#57606a,#9198a1);--soft:light-dark(#f6f8fa,#151b23)}
body{margin:0;font:15px/1.5 system-ui,sans-serif;background:light-dark(#fff,#0d1117);color:light-dark(#1f2328,#f0f6fc)}
main{max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.4rem;line-height:1.3}h2{font-size:1.1rem;margin-top:2rem}
.notice{margin:0;padding:.6rem 1rem;font-weight:700;text-align:center;background:#ffd33d;color:#000;border-bottom:4px solid #000;position:sticky;top:0;z-index:1}
.facts,small{color:var(--dim)}
.legend{list-style:none;padding:0;display:grid;gap:.3rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse}th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
.matrix th[scope=row]{font-weight:400;font-family:ui-monospace,monospace;white-space:nowrap}
.matrix .family{background:var(--soft);font-size:.85rem}
.badge{display:inline-block;padding:0 .5rem;border-radius:.6rem;font-size:.85rem;font-weight:600;text-decoration:none;white-space:nowrap;color:#fff}
a.badge:hover{text-decoration:underline}
.green{background:#1a7f37}.amber{background:#f0b400;color:#000}.red{background:#cf222e}.blue{background:#0969da}.grey{background:#6e7781}.violet{background:#8250df}
details{border:1px solid var(--line);border-radius:.4rem;margin:.4rem 0;padding:.3rem .7rem}summary{cursor:pointer;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem 1rem;margin:.6rem 0;scroll-margin-top:6rem}dt{color:var(--dim)}dd{margin:0}
code{font:.85em/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
@media print{.notice{position:static}}
`;
