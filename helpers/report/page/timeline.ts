import { clock } from '../../process/progress.ts';
import type { Results } from '../results.ts';
import { type Bar, type Timeline, timelinesOf } from '../timeline.ts';
import { type Markup, markup } from './markup.ts';

/** What ran when, and where the time went: pictures with the same in words and, folded, in a table. */
export function timelineSection(results: Results): Markup {
  const timelines = timelinesOf(results);
  return markup`${timelines.map(timeline => [
    timelines.length > 1 ? markup`<h3>Run ${timeline.run}</h3>` : '',
    timelineFigure(timeline),
    stepTable(timeline),
  ])}`;
}

function timelineFigure(timeline: Timeline): Markup {
  const { seconds, steps, pairs } = timeline;
  const axis = [0, 0.25, 0.5, 0.75, 1].map(part => markup`<span>${minutes(seconds * part)}</span>`);
  return markup`<figure class="timeline"><figcaption>${inWords(timeline)}</figcaption>
<ol>
<li aria-hidden="true"><span></span><span class="axis">${axis}</span><span></span></li>
${steps.map(step => row(step.name, [[step]], seconds, step))}
${pairs.map(({ pair, lanes }) => {
  const bars = lanes.flat();
  const whole = {
    from: Math.min(...bars.map(({ from }) => from)),
    to: Math.max(...bars.map(({ to }) => to)),
  };
  return row(`${pair}: ${bars.length} scenarios`, lanes, seconds, whole);
})}
</ol></figure>`;
}

function inWords({ seconds, firstScenario, unmeasured, shortSteps, pairs, steps }: Timeline): string {
  const scenarios = pairs.flatMap(({ lanes }) => lanes.flat());
  const longest = [...steps, ...scenarios].toSorted((a, b) => length(b) - length(a)).slice(0, 3);
  return [
    `The run took ${minutes(seconds)}.`,
    ...(firstScenario === undefined ? [] : [`The first scenario began after ${minutes(firstScenario)}.`]),
    ...(longest.length === 0
      ? []
      : [`Longest: ${longest.map(bar => `${bar.name} (${minutes(length(bar))})`).join(', ')}.`]),
    ...(unmeasured < 1 ? [] : [`For ${minutes(unmeasured)} nothing that was measured was under way.`]),
    ...(shortSteps.length === 0 ? [] : [`${shortSteps.length} shorter steps stand in the table alone.`]),
  ].join(' ');
}

function length({ from, to }: Pick<Bar, 'from' | 'to'>): number {
  return to - from;
}

/** The width of a picture: a thousandth of the run each. */
const WIDTH = 1000;

function row(
  name: string,
  lanes: readonly Bar[][],
  seconds: number,
  { from, to }: Pick<Bar, 'from' | 'to'>,
): Markup {
  const height = lanes.length > 12 ? 4 : 8;
  const scale = WIDTH / Math.max(seconds, 1);
  const bars = lanes.map((lane, index) =>
    lane.map(
      bar =>
        markup`<rect class="${bar.look}" x="${tenths(bar.from * scale)}" y="${index * height}" width="${tenths(Math.max(1, length(bar) * scale))}" height="${height - 1}"><title>${bar.name}, ${minutes(bar.from)} to ${minutes(bar.to)}</title></rect>`,
    ),
  );
  return markup`<li><span>${name}</span><svg class="bars" width="100%" height="${lanes.length * height}" viewBox="0 0 ${WIDTH} ${lanes.length * height}" preserveAspectRatio="none" aria-hidden="true">${bars}</svg><span class="span">${minutes(from)}–${minutes(to)}</span></li>
`;
}

function stepTable({ steps, shortSteps }: Timeline): Markup {
  const rows = [...steps, ...shortSteps]
    .toSorted((a, b) => length(b) - length(a))
    .map(
      bar =>
        markup`<tr><td>${minutes(length(bar))}</td><td>${minutes(bar.from)}</td><td>${bar.name}${bar.look === 'failed' ? markup` <b>failed</b>` : ''}</td></tr>
`,
    );
  return markup`<details><summary>${rows.length} steps, longest first (steps overlap)</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Steps"><table><thead><tr><th scope="col">took</th><th scope="col">from</th><th scope="col">step</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function minutes(seconds: number): string {
  return clock(seconds * 1000);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
