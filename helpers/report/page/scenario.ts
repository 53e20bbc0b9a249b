import { countsOf, type Row } from '../matrix.ts';
import { type RunFacts, startOf } from '../results.ts';
import { type Markup, markup } from './markup.ts';
import { anchors, badges, needsAttention } from './parts.ts';
import { trustDrawings } from './trustDrawing.ts';
import { verdictDetails } from './verdict.ts';

/** A scenario: what it requires, who trusts whom in it, and what was seen with each pair. Open where a reader is needed. */
export function scenarioSection({ scenario, place, cells }: Row, run: RunFacts): Markup {
  const verdicts = cells.flatMap(({ judged }) => (judged ? [judged] : []));
  if (verdicts.length === 0) return markup``;
  const open = verdicts.some(({ verdict }) => needsAttention(verdict));
  const id = anchors.scenario(place);
  return markup`<details class="scenario" data-scenario="${place}"${open ? markup` open` : ''}><summary><h4>${scenario.id}</h4> ${badges(countsOf({ verdicts }))}</summary>
<div id="${id}" class="body">
<p class="requirement">${scenario.title} <small>${[`${scenario.tier} tier`, ...scenario.source].join(', ')}</small></p>
${scenario.world === undefined ? '' : trustDrawings(scenario.world, `${id}-trust`)}
${cells.map(({ judged }, pair) => judged && verdictDetails(judged, { scenario: place, pair, startedAt: startOf(judged, run) }))}
</div></details>
`;
}
