import type { Family } from '../matrix.ts';
import { VERDICT_ORDER } from '../verdict.ts';
import { type Markup, markup } from './markup.ts';
import { anchors, badge, needsAttention } from './parts.ts';

/** More than these are found by the filter. */
const MOST = 12;

/** The cells that a reader has to look at, most urgent first, as links; nothing where there is none. */
export function attentionSection(families: readonly Family[]): Markup {
  const places = families
    .flatMap(({ rows }) =>
      rows.flatMap(({ place, cells }) =>
        cells.flatMap(({ judged }, pair) =>
          judged && needsAttention(judged.verdict) ? [{ judged, anchor: anchors.cell(place, pair) }] : [],
        ),
      ),
    )
    .toSorted((a, b) => VERDICT_ORDER.indexOf(a.judged.verdict) - VERDICT_ORDER.indexOf(b.judged.verdict));
  if (places.length === 0) return markup``;
  const items = places
    .slice(0, MOST)
    .map(
      ({ judged: { verdict, scenario, pair }, anchor }) =>
        markup`<li>${badge(verdict)} <a href="#${anchor}">${scenario}</a> with ${pair}</li>`,
    );
  const more = places.length - items.length;
  return markup`<nav class="look" aria-label="To be looked at"><ul>${items}${more > 0 ? markup`<li>and ${more} more below</li>` : ''}</ul></nav>`;
}
