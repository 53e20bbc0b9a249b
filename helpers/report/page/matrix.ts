import { type Cell, countsOf, type Family } from '../matrix.ts';
import type { PairFacts, Results } from '../results.ts';
import { VERDICTS } from '../verdict.ts';
import { type Markup, markup } from './markup.ts';
import { anchors, badges, needsAttention } from './parts.ts';

/** A run of so few scenarios is shown whole. */
const FEW_SCENARIOS = 25;

/** Scenarios x pairs, family by family; each cell leads to what was seen. Families that need no look are folded. */
export function matrixSection(results: Results, families: readonly Family[]): Markup {
  return markup`<div class="scroll matrix" tabindex="0" role="region" aria-label="Verdicts by scenario and pair">
${families.map(family => familyTable(family, results))}
</div>`;
}

function familyTable({ name, rows }: Family, { pairs, scenarios }: Results): Markup {
  const verdicts = rows.flatMap(row => row.cells.flatMap(({ judged }) => (judged ? [judged] : [])));
  const open = scenarios.length <= FEW_SCENARIOS || verdicts.some(({ verdict }) => needsAttention(verdict));
  return markup`<details class="family"${open ? markup` open` : ''}><summary><h3>${name}</h3> ${badges(countsOf({ verdicts }))}</summary>
<table><thead><tr><th scope="col">scenario</th>${pairs.map(pairHead)}</tr></thead><tbody>
${rows.map(
  ({ scenario, place, cells }) =>
    markup`<tr data-scenario="${place}"><th scope="row"><a href="#${anchors.scenario(place)}" title="${scenario.title}">${scenario.id}</a></th>${cells.map((cell, pair) => matrixCell(cell, place, pair))}</tr>
`,
)}</tbody></table></details>
`;
}

function pairHead({ controller, agent }: PairFacts): Markup {
  const standin = controller.standin || agent.standin;
  return markup`<th scope="col">${standin ? markup`<b class="standin">stand-in</b> ` : ''}${controller.version}<small>agent ${agent.version}</small></th>`;
}

function matrixCell({ judged, pair }: Cell, scenarioPlace: number, pairPlace: number): Markup {
  if (!judged) return markup`<td data-verdict="not-run" data-pair="${pair.id}"><span>not run</span></td>`;
  const { verdict } = judged;
  return markup`<td data-verdict="${verdict}" data-pair="${pair.id}"><a class="badge ${VERDICTS[verdict].colour}" id="${anchors.inMatrix(scenarioPlace, pairPlace)}" href="#${anchors.cell(scenarioPlace, pairPlace)}">${verdict}</a></td>`;
}
