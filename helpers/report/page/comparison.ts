import type { Comparison } from '../compare/compare.ts';
import { comparedRuns, comparisonHeadline, type Item, sectionsOf } from '../compare/sections.ts';
import type { Verdict } from '../verdict.ts';
import { page } from './document.ts';
import { type Markup, markup } from './markup.ts';
import { badge } from './parts.ts';

/** A comparison as one page for a person; it needs nothing else. */
export function comparisonPage(comparison: Comparison): string {
  const { before, after, notice } = comparison;
  return page({
    title: `fleet-tls-e2e: ${before.id} and ${after.id}`,
    notice,
    body: markup`<main>
<h1>${notice === undefined ? '' : 'Stand-in: '}${comparisonHeadline(comparison)}</h1>
<p class="dim">${comparedRuns(comparison).map(line => markup`${line}<br>`)}</p>
${sectionsOf(comparison).map(
  ({
    title,
    items,
  }) => markup`<section><h2>${title}</h2><ul class="changes">${items.map(changeItem)}</ul></section>
`,
)}</main>`,
  });
}

function changeItem({ scenario, pair, before, after, lines }: Item): Markup {
  const change = before === after ? shown(after) : markup`${shown(before)} → ${shown(after)}`;
  return markup`<li><b>${scenario}</b> with ${pair}: ${change}${lines.map(({ label, text }) => markup`<br><small>${label}</small> <code>${text}</code>`)}</li>
`;
}

function shown(verdict: Verdict | undefined): Markup {
  return verdict === undefined ? markup`<span class="badge none">not run</span>` : badge(verdict);
}
