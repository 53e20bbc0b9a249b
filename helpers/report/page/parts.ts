import { VERDICTS, type Verdict } from '../verdict.ts';
import { type Markup, markup } from './markup.ts';

/** A verdict in its colour, as a word; colour alone never tells it. */
export function badge(verdict: Verdict, words: string = verdict): Markup {
  return markup`<span class="badge ${VERDICTS[verdict].colour}">${words}</span>`;
}

/** How many of which verdict, as badges. */
export function badges(counts: readonly { verdict: Verdict; count: number }[]): Markup {
  return markup`<span class="counts">${counts.map(({ verdict, count }) => [badge(verdict, `${count} ${verdict}`), ' '])}</span>`;
}

/** Whether a reader has to look: red, violet and blue. */
export function needsAttention(verdict: Verdict): boolean {
  return verdict === 'regression' || verdict === 'no-verdict' || verdict === 'fixed';
}

/** The names of places within the page, by the positions of scenario and pair. */
export const anchors = {
  scenario: (scenario: number) => `s${scenario}`,
  /** What was seen of a scenario with a pair. */
  cell: (scenario: number, pair: number) => `c${scenario}-${pair}`,
  /** The same in the matrix. */
  inMatrix: (scenario: number, pair: number) => `m${scenario}-${pair}`,
};
