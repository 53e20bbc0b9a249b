import type { ReleaseFacts, Results } from '../results.ts';
import { type Markup, markup } from './markup.ts';

/** The images that the pairs were made of, each once. */
export function releasesSection({ pairs }: Results): Markup {
  const sides = pairs.flatMap(({ id, controller, agent }) => [
    { release: controller, use: `controller of ${id}` },
    { release: agent, use: `agent of ${id}` },
  ]);
  const images = Map.groupBy(sides, ({ release }) => `${release.image}@${release.digest}`);
  return markup`<ul class="releases">${[...images.values()].map(
    group =>
      group[0] &&
      releaseItem(
        group[0].release,
        group.map(({ use }) => use),
      ),
  )}</ul>`;
}

function releaseItem(release: ReleaseFacts, uses: readonly string[]): Markup {
  const { version, image, digest, standin, remark } = release;
  return markup`<li><b>${version}</b>${standin ? markup` <b class="standin">stand-in, not Fleet</b>` : ''} <code>${image}</code>, as supplied <code>${digest}</code> <small>${uses.join(', ')}</small>${remark === undefined ? '' : markup` <strong>${remark}</strong>`}</li>
`;
}
