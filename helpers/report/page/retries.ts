import type { Results } from '../results.ts';
import { retriesInWords, retriesOf } from '../retries.ts';
import { type Markup, markup } from './markup.ts';

/** What was done again for no fault of Fleet's; nothing where nothing was. */
export function retriesSection(results: Results): Markup {
  const told = retriesInWords(retriesOf(results.run));
  if (told === undefined) return markup``;
  return markup`<h2>What was done again</h2>
<p>${told.all}.</p>
<ul>${told.each.map(line => markup`<li>${line}</li>`)}</ul>`;
}
