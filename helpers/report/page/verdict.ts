import { clock } from '../../process/progress.ts';
import { reproduceCommand } from '../reproduce.ts';
import type { ObservationFacts, RecordFacts, VerdictFacts, WitnessFacts } from '../results.ts';
import { type Markup, markup } from './markup.ts';
import { anchors, badge } from './parts.ts';

/** Where a verdict stands: positions within the results, and when the run that it is of began. */
interface Place {
  scenario: number;
  pair: number;
  startedAt: string;
}

/** What was seen of a scenario with a pair. The target of links lies inside, so that browsers open what is folded. */
export function verdictDetails(judged: VerdictFacts, { scenario, pair, startedAt }: Place): Markup {
  const { verdict, reason, record, observations = [], witnesses, seconds } = judged;
  const open = verdict !== 'holds' && verdict !== 'not-applicable';
  return markup`<details class="verdict" data-verdict="${verdict}"${open ? markup` open` : ''}><summary>${badge(verdict)} <h5>${judged.pair}</h5></summary>
<div id="${anchors.cell(scenario, pair)}" class="body">
${isTold(reason, observations) ? '' : markup`<p><code>${reason}</code></p>`}
${record === undefined ? '' : recordLine(record)}
${observations.length === 0 ? '' : observationList(observations)}
${witnesses.length === 0 ? '' : witnessColumns(witnesses)}
<dl>
<dt>Took</dt><dd>${seconds.toFixed(1)} s${judged.startedAt === undefined ? '' : `, from ${clock(Date.parse(judged.startedAt) - Date.parse(startedAt))} on`}</dd>
${judged.evidence === undefined ? '' : markup`<dt>Evidence</dt><dd><a href="${relativeUrl(judged.evidence)}">${judged.evidence}</a></dd>`}
<dt>Again</dt><dd><code class="command">${reproduceCommand(judged)}</code></dd>
</dl>
<p><a href="#${anchors.inMatrix(scenario, pair)}">Back to the matrix</a></p>
</div></details>
`;
}

/** Whether the observations already say what the reason says. */
function isTold(reason: string, observations: readonly ObservationFacts[]): boolean {
  const all = observations.map(({ saw }) => saw).join('; ');
  return (
    reason === all ||
    observations.some(
      ({ saw, expected }) => reason === saw || reason === `expected: ${expected}; saw: ${saw}`,
    )
  );
}

function recordLine({ issue, controller, agent, reason, intermittent }: RecordFacts): Markup {
  const range = [
    ...(controller === undefined ? [] : [`controller ${controller}`]),
    ...(agent === undefined ? [] : [`agent ${agent}`]),
    ...(intermittent ? ['a race that does not always show'] : []),
  ].join(', ');
  return markup`<p>Known as ${issue}${range === '' ? '' : `, ${range}`}: <code>${reason}</code></p>`;
}

function observationList(observations: readonly ObservationFacts[]): Markup {
  const items = observations.map(
    ({ expected, met, saw }) =>
      markup`<li class="${met ? 'met' : 'unmet'}"><b>${met ? 'met' : 'not met'}</b> ${expected}<br><code>${saw}</code></li>`,
  );
  return markup`<h6>Expected and observed</h6><ul class="observations">${items}</ul>`;
}

/** Side by side; a witness that has nothing to say is shown as silent, because nothing is proved by silence. */
function witnessColumns(witnesses: readonly WitnessFacts[]): Markup {
  const columns = WITNESSES.map(({ title, sources }) => {
    const said = witnesses.filter(({ source }) => sources.includes(source));
    return markup`<section><h6>${title}</h6>${
      said.length === 0
        ? markup`<p class="dim">nothing</p>`
        : markup`<ul>${said.map(({ source, saw }) => markup`<li>${source === 'controller-log' ? markup`<b>controller</b> ` : ''}<code>${saw}</code></li>`)}</ul>`
    }</section>`;
  });
  return markup`<div class="witnesses">${columns}</div>`;
}

const WITNESSES: readonly { title: string; sources: readonly WitnessFacts['source'][] }[] = [
  { title: 'Kubernetes said', sources: ['kubernetes'] },
  { title: 'The logs said', sources: ['agent-log', 'controller-log'] },
  { title: 'The edge recorded', sources: ['edge'] },
];

/** Encoded by segment, so that no path can become another scheme or host. */
function relativeUrl(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}
